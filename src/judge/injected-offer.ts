import type { AuthObserved } from '../model/observation.ts'
import type { Trial } from './trial.ts'

/**
 * The mechanism of a login under TLS that nobody but the injected replies offered; null: there is none. A client that uses
 * the same at the healthy server, where it can choose, may have used it without any offer.
 */
export function injectedOfferUsed(trial: Trial, auths: readonly AuthObserved[]): string | null {
  const { scenario, control } = trial
  if (scenario.demand.what !== 'not-used' || control?.mechanisms === undefined) return null
  const faults = scenario.faults ?? []
  const offered = mechanismsIn(faults.map((fault) => fault.injected ?? '').join(''))
  // Of a server that answers EHLO in other words, what these offer; a login that it does not offer may be accepted.
  const answer = faults.find(({ at, secure }) => at === 'EHLO' && secure === true)?.reply?.text
  const truly: readonly string[] =
    answer === undefined ? (scenario.profile?.mechanisms ?? []) : mechanismsIn(ehloLines(answer))
  const used = auths.find(
    ({ mechanism, secure }) =>
      secure &&
      offered.includes(mechanism) &&
      !truly.includes(mechanism) &&
      control.mechanisms?.includes(mechanism) === false,
  )
  return used?.mechanism ?? null
}

/** Those of the first line that offers any; it may be cut off. */
function mechanismsIn(lines: string): readonly string[] {
  return /^250[- ]AUTH ([A-Z0-9 -]+)/m.exec(lines)?.[1]?.trim().split(' ') ?? []
}

function ehloLines(text: string | readonly string[]): string {
  return [text]
    .flat()
    .map((line) => `250-${line}`)
    .join('\n')
}
