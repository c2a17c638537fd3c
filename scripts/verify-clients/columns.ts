import type { ProfileName } from '../../src/model/port-profile.ts'
import { scenarios } from '../../src/scenarios/scenarios.ts'
import type { VerifyFaultCode } from '../../src/model/verify.ts'
import type { Expectation } from '../../src/verify/expectation.ts'
import { injectedRow } from './measured.ts'

/** One question, asked of every client. */
export interface Column {
  readonly head: string
  /** What it asks, for the legend. */
  readonly asks: string
  readonly rows: readonly string[]
  readonly profiles: readonly ProfileName[]
  readonly codes: readonly VerifyFaultCode[]
  readonly right: string
  readonly wrong: (rows: readonly string[], of: number) => string
}

export interface KeptCell {
  readonly row: string
  readonly profile: string
  readonly verdict: string
  readonly words: string
  readonly codes: readonly string[]
}

const every: readonly ProfileName[] = ['relay', 'smtps', 'submission']
const secure: readonly ProfileName[] = ['smtps', 'submission']
const group = (...names: readonly string[]): readonly string[] =>
  scenarios.filter((scenario) => names.includes(scenario.group)).map(({ name }) => name)
const all = [...scenarios.map(({ name }) => name), injectedRow]
const onesRefused = ['rcpt-one-450', 'rcpt-one-550']

/** Names where they are few. */
const listed = (rows: readonly string[]): string =>
  rows.length > 3 ? `${rows.length} scenarios` : rows.map((row) => `\`${row}\``).join(', ')

const certificates = (number: string, profile: ProfileName): Column => ({
  head: `certificates, ${number}`,
  asks: `Does it leave a server on ${number} whose certificate proves nothing, before it sends login or mail?`,
  rows: group('identity'),
  profiles: [profile],
  codes: ['password-to-unproven-server', 'message-to-unproven-server', 'envelope-to-unproven-server'],
  right: 'checked',
  wrong: (rows, of) => (rows.length === of ? 'not checked' : `accepts ${listed(rows)}`),
})

/** What goes out to whom. */
export const exposing: readonly Column[] = [
  certificates('465', 'smtps'),
  certificates('587', 'submission'),
  {
    head: 'password',
    asks: 'If somebody prevents TLS, does it keep its password to itself?',
    rows: group('downgrade'),
    profiles: secure,
    codes: ['password-unencrypted'],
    right: 'kept',
    wrong: (rows) => `unencrypted: ${listed(rows)}`,
  },
  {
    head: 'mail',
    asks: 'If somebody prevents TLS, does it stop instead of sending unencrypted?',
    rows: group('downgrade'),
    profiles: secure,
    codes: ['message-unencrypted', 'envelope-unencrypted'],
    right: 'kept',
    wrong: (rows) => `unencrypted: ${listed(rows)}`,
  },
  {
    head: 'input before TLS',
    asks: 'Does it discard what it received before TLS began?',
    rows: [injectedRow],
    profiles: ['submission'],
    codes: ['injected-reply-used'],
    right: 'discarded',
    wrong: () => 'used',
  },
  {
    head: 'old TLS',
    asks: 'Does it refuse TLS 1.0 and 1.1, and ciphers that protect nothing?',
    rows: group('versions'),
    profiles: secure,
    codes: ['weak-tls-accepted'],
    right: 'refused',
    wrong: (rows) => `accepts ${listed(rows)}`,
  },
]

/** What becomes of the mail, and what the client reports. */
export const telling: readonly Column[] = [
  {
    head: 'unusual servers',
    asks: 'Does it deliver to servers that are unusual in a way that standards allow, or slow?',
    rows: scenarios.filter(({ demand }) => demand.what === 'deliver').map(({ name }) => name),
    profiles: every,
    codes: ['not-delivered'],
    right: 'delivers',
    wrong: (rows) => `not to ${listed(rows)}`,
  },
  {
    head: 'refused recipient',
    asks: 'If one recipient of three is refused, does it report that to its caller?',
    rows: onesRefused,
    profiles: every,
    codes: ['recipient-not-reported'],
    right: 'reported',
    wrong: () => 'silent',
  },
  {
    head: 'failures',
    asks: 'If a mail was not accepted, does it report that to its caller?',
    rows: all,
    profiles: every,
    codes: ['failure-not-reported'],
    right: 'reported',
    wrong: (rows) => `silent: ${listed(rows)}`,
  },
  {
    head: 'accepted mail',
    asks: 'If a mail was accepted, does it report no error?',
    rows: all,
    profiles: every,
    codes: ['false-alarm'],
    right: 'no error',
    wrong: (rows) => `error: ${listed(rows)}`,
  },
  {
    head: 'repeats',
    asks: 'Does it send a mail only once, and repeat neither a permanent refusal nor a refused login?',
    rows: all,
    profiles: every,
    codes: ['delivered-twice', 'retried-for-good', 'login-repeated'],
    right: 'none',
    wrong: (rows) => `after ${listed(rows)}`,
  },
  {
    head: 'ends',
    asks: 'Does it end within 20 seconds?',
    rows: all,
    profiles: every,
    codes: ['hung'],
    right: 'in time',
    wrong: (rows) => `waits on: ${listed(rows)}`,
  },
]

/** What was kept of a client, a cell each. */
export function cellsOf(kept: Expectation): readonly KeptCell[] {
  return Object.entries(kept).flatMap(([row, cells]) =>
    Object.entries(cells).map(([profile, text]) => {
      const [, verdict = '', words = '', codes = ''] =
        /^([a-z]+): (.*?)(?: \(([a-z, -]+)\))?$/.exec(text) ?? []
      return { row, profile, verdict, words, codes: codes === '' ? [] : codes.split(', ') }
    }),
  )
}

/** A mark and words. */
export function answerTo(
  { rows, profiles, codes, right, wrong }: Column,
  cells: readonly KeptCell[],
): string {
  const asked = cells.filter(
    ({ row, profile, verdict }) =>
      rows.includes(row) && profiles.some((name) => name === profile) && verdict !== 'observed',
  )
  const rowsOf = (those: readonly KeptCell[]): readonly string[] => [...new Set(those.map(({ row }) => row))]
  const bad = asked.filter((cell) => cell.codes.some((code) => codes.some((one) => one === code)))
  if (bad.length > 0) return `✗ ${wrong(rowsOf(bad), rowsOf(asked).length)}`
  if (asked.length === 0) return '–'
  return asked.every(({ verdict }) => verdict === 'unproven') ? '?' : `✓ ${right}`
}
