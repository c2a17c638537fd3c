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
    'The settings of each client besides host, port, user and password, and every requirement that it did not meet, by port.',
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

How do common mail clients behave on ports 25, 465 and 587 when the server is healthy, when it is not the one it claims to be,
and when something fails? We ran each through every scenario of [\`fourport verify\`](verify.md), twice: with its defaults,
and as its documentation recommends. Everything on this page was measured, with the versions listed below.

- **Defaults**: host, port, user and password, with TLS from the first byte on 465. On 587 STARTTLS is turned on only if the
  client would not use it otherwise. Its return value is ignored.
- **Recommended**: TLS is required, the certificate is verified, a time-out is set and the return value is checked, as far as
  the client has such settings.

In both cases the client trusts the CA of the servers; if it does not read a trust store that we can set, through an option of
its own. On 465 and 587 the servers require a login. Clients connect by a name other than \`localhost\`, because Go’s
\`PlainAuth\` sends a password unencrypted to \`localhost\` and to no other host.

Which versions of TLS and which ciphers a client accepts depends mostly on the TLS library of the platform: Debian 12 here.`

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

const legend = `## Questions

\`✓\`: as it must. \`✗\`: not. \`?\`: proves nothing, because the client delivers to no healthy server on that port. \`–\`: the
client cannot be set up like that. [scenarios.md](scenarios.md) describes the scenarios.

${[...exposing, ...telling].map(({ head, asks }) => `- **${head}**: ${asks}`).join('\n')}

## Measuring again

\`\`\`sh
sudo apt-get install --no-install-recommends $(cat .ci/client-packages scripts/verify-clients/debian-packages)
test/clients/current/install
npm run verify:clients                 # every client that is installed
npm run verify:clients -- curl msmtp   # only these
npm run verify:clients -- curl --scenarios 'good,cert-*'
\`\`\`

The results of a whole run are kept in \`scripts/verify-clients/measured/\`, one cell per line, and this page is generated from
them. With \`--scenarios\` the results are printed but not kept, unless you add \`--keep\`. What each client should do was written
down beforehand, from its documentation and source, in \`test/verify/expected/\`; a test compares every cell with it. To verify
a client of your own, use [\`fourport verify\`](verify.md).`

function detailsOf(measured: Measured): string {
  const { name, origin, version, by, on, settings } = measured
  const parts = settings.map(({ names, told, cells }) => {
    const failing = cellsOf(cells).filter(({ codes }) => codes.length > 0)
    const faults = verifyFaultCodes.flatMap((code) => faultIn(code, failing))
    const heading = names.length === 2 ? 'Defaults, which are also recommended' : sentence(names[0] ?? '')
    const unproven = unprovenPorts(cellsOf(cells))
    const not = unproven === '' ? '' : ` It delivers to no healthy server on ${unproven}.`
    const met = faults.length === 0 ? ' It met every requirement.' : `\n\n${faults.join('\n')}`
    return `${heading}: ${told}.${not}${met}`
  })
  return `### ${name}\n\n${version}, from ${origin}; measured on ${on} by Fourport ${by}.\n\n${parts.join('\n\n')}`
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function faultIn(code: VerifyFaultCode, failing: readonly KeptCell[]): readonly string[] {
  const those = failing.filter(({ codes }) => codes.includes(code))
  if (those.length === 0) return []
  // Ports with the same scenarios share an entry.
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
