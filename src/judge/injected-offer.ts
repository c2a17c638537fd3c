import type { AuthObserved } from '../model/observation.ts'
import type { Trial } from './trial.ts'

/**
 * The mechanism of a login under TLS that nobody but the injected replies offered; null: there is none. A client that uses
 * the same at the healthy server, where it can choose, may have used it without any offer.
 */
export function injectedOfferUsed(trial: Trial, auths: readonly AuthObserved[]): string | null {
  const { scenario, control } = trial
  if (scenario.demand.what !== 'not-used' || control?.mechanisms === undefined) return null
  const injected = (scenario.faults ?? []).map((fault) => fault.injected ?? '').join('')
  const offered = /^250[- ]AUTH ([A-Z0-9 -]+)\r$/m.exec(injected)?.[1]?.split(' ') ?? []
  const truly: readonly string[] = scenario.profile?.mechanisms ?? []
  const used = auths.find(
    ({ mechanism, secure }) =>
      secure &&
      offered.includes(mechanism) &&
      !truly.includes(mechanism) &&
      control.mechanisms?.includes(mechanism) === false,
  )
  return used?.mechanism ?? null
}
