import { readFileSync, writeFileSync } from 'node:fs'
import { clients } from '../../../src/diagnosis/clients/known-clients.ts'
import { diagnose } from '../../../src/diagnosis/diagnose.ts'
import type { SessionRecord } from '../../../src/index.ts'
import type { Case } from '../../support/clients/cases.ts'
import type { MailClient } from '../../support/clients/client.ts'
import { familyOf } from '../../support/clients/family.ts'
import type { PinnedClient } from '../../support/clients/pinned.ts'

const file = new URL('../../../docs/discoveries/current-clients.md', import.meta.url)

interface Run {
  readonly one: Case
  readonly findings: readonly string[]
  readonly sessions: readonly SessionRecord[]
}

/** What the clients of today did when they were last run, as Markdown. */
export class CurrentPage {
  readonly #clients: readonly PinnedClient[]
  readonly #runs: Run[] = []

  constructor(clients: readonly PinnedClient[]) {
    this.#clients = clients
  }

  count(one: Case, findings: readonly string[], sessions: readonly SessionRecord[]): void {
    this.#runs.push({ one, findings, sessions })
  }

  /** Of the failing sessions in which a client that has a name got as far as EHLO, those whose client is recognised. */
  get recognised(): string {
    const all = failingIn(this.#runs.filter(({ one }) => hasName(one.client)))
    const telling = all.filter(saysMoreThanEhlo)
    return `recognised in ${share(all)} failing sessions that reach EHLO, ${share(telling)} of those that say more than EHLO and STARTTLS`
  }

  write(): void {
    writeFileSync(file, this.#text())
  }

  /** Clients that the page does not name with a version. */
  unnamed(): readonly string[] {
    const text = readFileSync(file, 'utf8')
    const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
    return this.#clients
      .filter(({ kind }) => !rows.some(([, client, version]) => client === kind && /\d/.test(version ?? '')))
      .map(({ kind }) => kind)
  }

  #text(): string {
    const clients = this.#clients.map((client) => {
      const runs = this.#runs.filter(({ one }) => one.client === client)
      const wrong = runs.filter(({ one }) => one.expected.length > 0)
      const silent = runs.filter(({ one }) => one.expected.length === 0)
      const failing = failingIn(runs)
      return [
        client.kind,
        client.version(),
        `${wrong.filter(isAsExpected).length} of ${wrong.length}`,
        `${silent.filter((run) => !isAsExpected(run)).length} of ${silent.length}`,
        hasName(client) ? `${failing.filter(isRecognised).length} of ${failing.length}` : 'has no name',
      ]
    })
    const setUps = new Map<string, Map<string, string[]>>()
    for (const { one, findings } of this.#runs.toSorted(bySetUp)) {
      const setUp = setUpOf(one)
      const found = setUps.get(setUp) ?? new Map<string, string[]>()
      setUps.set(setUp, found)
      const said = findings.map((id) => `\`${id}\``).join(', ') || 'nothing'
      found.set(said, [...(found.get(said) ?? []), one.client.kind].sort())
    }
    const said = [...setUps].map(([setUp, found]) => [setUp, inWords(found)])
    return `${introduction}

${table(['client', 'version', 'wrong set-ups named', 'blamed though right', 'recognised'], clients)}

All in all ${this.recognised}.

## What is reported for each configuration

${table(['set-up', 'findings'], said)}
`
  }
}

const isAsExpected = ({ one, findings }: Run): boolean => one.expected.toSorted().join() === findings.join()

const setUpOf = ({ port, scenario }: Case): string => `${port}: ${scenario}`
const bySetUp = (a: Run, b: Run): number => (setUpOf(a.one) < setUpOf(b.one) ? -1 : 1)

/** Failing sessions in which the client got as far as EHLO. */
function failingIn(runs: readonly Run[]): readonly SessionRecord[] {
  return runs
    .filter(({ findings }) => findings.length > 0)
    .flatMap(({ sessions }) => sessions)
    .filter(({ clientName }) => clientName !== null)
}

const isRecognised = (session: SessionRecord): boolean => diagnose(session).client !== null

/** Whether the diagnosis knows the library, or what it stands on. */
const hasName = ({ name }: MailClient): boolean =>
  clients.some(({ library }) => familyOf(name).includes(library))

/** With EHLO and STARTTLS alone most clients are alike. */
const saysMoreThanEhlo = ({ entries }: SessionRecord): boolean =>
  entries.some((entry) => entry.kind === 'command' && !['EHLO', 'STARTTLS'].includes(entry.verb))

function share(sessions: readonly SessionRecord[]): string {
  const known = sessions.filter(isRecognised).length
  return `${known} of ${sessions.length} (${Math.round((100 * known) / sessions.length)} %)`
}

const introduction = `# What current clients do

The clients that \`test/clients/current/\` pins, each configured correctly and in every wrong way that it can express, with the
findings of severity error or warning that they got. \`npm run record:clients\` installs them, runs them all, writes this page, and
records their sessions in \`test/recordings/current/\`, which tests compare the diagnosis with.

"Recognised" counts the clients in failing sessions that got as far as EHLO; none was mistaken for another one. Clients that send
only EHLO, and perhaps STARTTLS, before they leave look mostly alike, so Fourport does not guess. For a client without a name the
diagnosis reports the same, with the settings in words.`

/** The finding that most clients get, then who gets another one. */
function inWords(found: ReadonlyMap<string, readonly string[]>): string {
  const [[most] = [''], ...others] = [...found].toSorted(([, a], [, b]) => b.length - a.length)
  return [most, ...others.map(([said, kinds]) => `${said} (${kinds.join(', ')})`)].join('; ')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, at) => Math.max(cell.length, ...rows.map((row) => row[at]!.length)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
