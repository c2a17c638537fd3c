import { readFileSync, writeFileSync } from 'node:fs'
import { format } from 'prettier'
import { profiles, type ProfileName } from '../../src/model/port-profile.ts'
import { type VerifyFaultCode, verifyFaultCodes } from '../../src/model/verify.ts'
import { faultTitles } from '../../src/model/verify-words/fault-titles.ts'
import { answerTo, cellsOf, type Column, exposing, type KeptCell, telling } from './columns.ts'
import { allMeasured, type Measured, type MeasuredSettings } from './measured.ts'
import { measuredPorts, type SettingsName } from './verified-client.ts'

const file = new URL('../../docs/clients.md', import.meta.url)

export async function writePage(): Promise<void> {
  writeFileSync(file, await pageOf(allMeasured()))
}

/** As it lies there. */
export const writtenPage = (): string => readFileSync(file, 'utf8')

export async function pageOf(measured: readonly Measured[]): Promise<string> {
  const ordered = measured.toSorted((a, b) => natural.compare(nameOf(a), nameOf(b)))
  const parts = [
    introduction,
    ...(['recommended', 'defaults'] as const).flatMap((name) => [
      headings[name],
      table(exposing, ordered, name),
      table(telling, ordered, name),
    ]),
    legend,
    '## Each client',
    'Its settings beside host, port, user and password, and every demand that it did not meet, by port.',
    ...ordered.map(detailsOf),
  ]
  return format(parts.join('\n\n'), { parser: 'markdown', printWidth: 120 })
}

const natural = new Intl.Collator('en', { numeric: true })

const labels: Readonly<Record<string, string>> = {
  'go-1.21': 'net/smtp, `go 1.21`',
  'go-1.22': 'net/smtp, `go 1.22`',
  'go-1.25': 'net/smtp, `go 1.25`',
  'smtplib-debian': 'smtplib, Debian',
}
const nameOf = ({ name }: Measured): string => labels[name] ?? name

const introduction = `# Mail clients, verified

What mail clients do on port 25, on 465 and on 587, when the server is healthy, when it is not what it seems, and when
something goes wrong: each was run through the whole table of [\`fourport verify\`](verify.md), twice, at its defaults and as
its documentation recommends. What is here was measured, and nothing else; the versions are those that were.

- **Defaults**: host, port, user and password; TLS from the first byte on 465; and STARTTLS asked for on 587 only where the
  client would else not use it at all. What it returns is not looked at.
- **Recommended**: TLS demanded, the certificate checked, a time-out, and what it returns looked at, as far as the client
  knows such things.

The CA of the servers is one that the client trusts in either case, by its own option where it reads no trust store
that can be given to it. On 465 and 587 the servers ask for a login. Clients connect by a name that is not \`localhost\`, to
which Go’s \`PlainAuth\` sends a password unencrypted that it sends to nobody else.

Which versions of TLS and which ciphers are taken is mostly what the platform’s TLS library is set to: Debian 12 here.`

const headings: Readonly<Record<SettingsName, string>> = {
  recommended: '## As recommended',
  defaults: '## At their defaults',
}

function settingsOf({ settings }: Measured, name: SettingsName): MeasuredSettings | undefined {
  return settings.find(({ names }) => names.includes(name))
}

function table(columns: readonly Column[], measured: readonly Measured[], name: SettingsName): string {
  const rows = measured.flatMap((one) => {
    const settings = settingsOf(one, name)
    if (settings === undefined) return []
    const cells = cellsOf(settings.cells)
    return [
      [
        `[${nameOf(one)}](#${one.name.replaceAll('.', '')})`,
        ...columns.map((column) => answerTo(column, cells)),
      ],
    ]
  })
  return lines(['client', ...columns.map(({ head }) => head)], rows)
}

const lines = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const legend = `## What is asked

\`✓\` as it must, \`✗\` not, \`?\` proves nothing, because the client delivers to no healthy server on that port, \`–\` cannot
be set up so. Scenarios by their names are in [scenarios.md](scenarios.md).

${[...exposing, ...telling].map(({ head, asks }) => `- **${head}**: ${asks}`).join('\n')}

## Measure again

\`\`\`sh
sudo apt-get install --no-install-recommends $(cat .ci/client-packages scripts/verify-clients/debian-packages)
test/clients/current/install
npm run verify:clients                 # all that are at hand
npm run verify:clients -- curl msmtp   # those
npm run verify:clients -- curl --scenarios 'good,cert-*'
\`\`\`

Each whole run is kept in \`scripts/verify-clients/measured/\`, a cell a line, and this page is written from there. With
\`--scenarios\` the cells are printed and nothing is kept, unless \`--keep\` says so. What each client should do
was written down beforehand, from its documentation and its source, in \`test/verify/expected/\`; a test compares every
cell. A client of your own is verified by [\`fourport verify\`](verify.md).`

function detailsOf(measured: Measured): string {
  const { name, origin, version, by, on, settings } = measured
  const parts = settings.map(({ names, told, cells }) => {
    const failing = cellsOf(cells).filter(({ codes }) => codes.length > 0)
    const faults = verifyFaultCodes.flatMap((code) => faultIn(code, failing))
    const heading = names.length === 2 ? 'Defaults, which are what is recommended' : sentence(names[0] ?? '')
    const unproven = unprovenPorts(cellsOf(cells))
    const not = unproven === '' ? '' : ` It delivers to no server in order on ${unproven}.`
    const met = faults.length === 0 ? ' Every demand was met.' : `\n\n${faults.join('\n')}`
    return `${heading}: ${told}.${not}${met}`
  })
  return `### ${name}\n\n${version}, from ${origin}; measured on ${on} by Fourport ${by}.\n\n${parts.join('\n\n')}`
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function faultIn(code: VerifyFaultCode, failing: readonly KeptCell[]): readonly string[] {
  const those = failing.filter(({ codes }) => codes.includes(code))
  if (those.length === 0) return []
  // Ports with the same scenarios are told of together.
  const byRows = new Map<string, string[]>()
  for (const profile of measuredPorts) {
    const rows = those.filter((cell) => cell.profile === profile).map(({ row }) => `\`${row}\``)
    if (rows.length === 0) continue
    const key = code === 'injected-reply-used' ? '' : rows.join(', ')
    byRows.set(key, [...(byRows.get(key) ?? []), numberOf(profile)])
  }
  const where = [...byRows].map(([rows, ports]) => `${ports.join(', ')}${rows === '' ? '' : `: ${rows}`}`)
  return [`- [${faultTitles[code]}](verify.md#${code}): ${where.join('; ')}`]
}

function unprovenPorts(cells: readonly KeptCell[]): string {
  const ports = measuredPorts.filter((profile) =>
    cells.some((cell) => cell.profile === profile && cell.words === 'control fails'),
  )
  return ports.map(numberOf).join(' and ')
}

const numberOf = (profile: ProfileName): string => String(profiles[profile].defaultPort)
