import type {
  Exposure,
  VerifyCell,
  VerifyEnd,
  VerifyRule,
  VerifyReported,
  VerifyTally,
  VerifyWay,
} from '../verify.ts'
import { listed } from './matrix.ts'

/** What is known of a cell, name and words. Only what says something is there. */
export type CellFact = readonly [name: string, words: string]

const exposures: Readonly<Record<Exposure, string>> = {
  no: 'no',
  clear: 'unencrypted',
  'unproven-server': 'to a server that had not proven its identity',
}

const reported: Readonly<Record<VerifyReported, string>> = {
  yes: 'yes',
  no: 'no',
  'false-alarm': 'an error about mail that was delivered',
  'not-needed': 'not needed',
  unknown: 'unknown: the client was not seen to end',
}

/** A cell in words, for a reader who wants to know more than its mark. */
export function cellFacts(cell: VerifyCell): readonly CellFact[] {
  // A rule is applied to what was run.
  const wasRun = cell.rule !== null
  return [
    ...fact('Rule', cell.rule && ruleWords(cell.rule)),
    ...fact('Why', cell.why),
    ...fact('Runs', cell.unsteady === undefined ? null : tallyWords(cell.unsteady)),
    ...fact('Known', cell.known === undefined ? null : `${cell.known.reason} (until ${cell.known.until})`),
    ...cell.faults.map(({ code, summary }): CellFact => ['Wrong', `${summary} (${code})`]),
    ...(cell.manners ?? []).map(({ code, source, summary }): CellFact => [
      'Manners',
      `${summary} (${source}, ${code})`,
    ]),
    ...fact('TLS and login', cell.way && wayWords(cell.way)),
    ...fact('Exposed', exposureWords(cell)),
    ...fact('Delivered', cell.connections === 0 ? null : deliveryWords(cell)),
    ...fact('Reported', wasRun ? reported[cell.reported] : null),
    ...fact('End', cell.end && endWords(cell.end)),
    ...fact('Connections', wasRun ? connectionWords(cell) : null),
    ...fact('Sessions', cell.sessions.length === 0 ? null : cell.sessions.join(', ')),
  ]
}

/** `failed 2 times (accepted), passed 3 times (reported)` */
function tallyWords(unsteady: readonly VerifyTally[]): string {
  return listed(
    unsteady.map(
      ({ verdict, words, count }) => `${verdict} ${count === 1 ? 'once' : `${count} times`} (${words})`,
    ),
  )
}

/** `must (RFC 8314 §5.2): …` */
export function ruleWords({ kind, source, because }: VerifyRule): string {
  return `${kind} (${source}): ${because}`
}

/** `exit code 1`, `ended by SIGTERM, timed out`, of a function `timed out` */
export function endWords({ exitCode, signal, timedOut }: VerifyEnd): string {
  if (timedOut && exitCode === null && signal === null) return 'timed out'
  const how = exitCode === null ? `ended by ${signal ?? 'an unknown cause'}` : `exit code ${exitCode}`
  return timedOut ? `${how}, timed out` : how
}

function wayWords({ tls, version, auth }: VerifyWay): string {
  const how = { none: 'unencrypted', implicit: 'implicit TLS', starttls: 'STARTTLS' }[tls]
  return [how, version, auth === null ? 'no login' : `AUTH ${auth}`]
    .filter((word) => word !== null)
    .join(', ')
}

function exposureWords({ exposed }: VerifyCell): string | null {
  const found = (['password', 'message', 'envelope'] as const).filter((what) => exposed[what] !== 'no')
  return found.length === 0 ? null : listed(found.map((what) => `${what} ${exposures[exposed[what]]}`))
}

function deliveryWords({ delivered, arrived }: VerifyCell): string {
  return delivered === arrived ? String(delivered) : `${delivered}of ${arrived} that arrived complete`
}

function connectionWords({ connections, retriesAfterMs }: VerifyCell): string {
  if (retriesAfterMs.length === 0) return String(connections)
  return `${connections}, tried again after ${listed(retriesAfterMs.map(seconds))}`
}

/** `0.25 s` */
export function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(2))} s`
}

function fact(name: string, words: string | null): readonly CellFact[] {
  return words === null || words === '' ? [] : [[name, words]]
}
