import { readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { fileURLToPath } from 'node:url'
import { allMeasured, type Measured } from '../../../scripts/verify-clients/measured.ts'
import { type ProfileName, profileNames, profiles } from '../../../src/model/port-profile.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import { demanded, isLeftOpen, leftOpen } from '../../../src/model/verify-words/demanded.ts'
import { groupTitles, listed } from '../../../src/model/verify-words/matrix.ts'

const overview = readFileSync(new URL('../../../docs/scenarios.md', import.meta.url), 'utf8')
const measured = allMeasured()

/** The page of a scenario: what the server does, what is demanded, how to see it, who fails it. */
export async function scenarioPage(scenario: Scenario): Promise<string> {
  const { name, title, group, source, demand } = scenario
  const ports = profileNames.filter((profile) => scenario.on.includes(profiles[profile].tls))
  const sentence = isLeftOpen(demand) ? leftOpen(group) : demanded[demand.what]
  const text = [
    `# ${name}`,
    `${title.replace(/^./, (first) => first.toUpperCase())}. ${groupTitles[group].replace(/:.*/, '')}; [all scenarios](../scenarios.md).`,
    '## What the server does',
    ...paragraphsOf(name),
    '## What is required',
    `${isLeftOpen(demand) ? 'Observation' : 'Must'} (${source}): ${sentence}${needs(scenario)}`,
    `It is run on ${listed(ports.map((profile) => String(profiles[profile].defaultPort)))}. [How it is judged](../verify.md#how-it-is-judged)`,
    '## See it by hand',
    ...byHand(scenario, ports),
    '## Who fails it',
    ...whoFails(scenario),
  ].join('\n\n')
  const file = fileURLToPath(new URL(`../../../docs/scenarios/${name}.md`, import.meta.url))
  return format(`${text}\n`, { ...(await resolveConfig(file)), parser: 'markdown' })
}

/** Those of docs/scenarios.md that begin with the name, after the one that they lean on, with links as they lead from here. */
function paragraphsOf(name: string): readonly string[] {
  const all = overview.split('\n\n').filter((paragraph) => paragraph.startsWith('**`'))
  const found = all.flatMap((paragraph, index) => {
    if (!paragraph.includes(`**\`${name}\`**`)) return []
    return / the same\b/.test(paragraph) ? [all[index - 1] ?? '', paragraph] : [paragraph]
  })
  return found.map((paragraph) =>
    paragraph.replaceAll(/\]\((?!https?:|#)/g, '](../').replaceAll('](#', '](../scenarios.md#'),
  )
}

function needs({ demand, connectBy, recipients, labels }: Scenario): string {
  return [
    demand.needs === 'password' ? ' For a client that logs in.' : '',
    demand.needs === 'tls-asked' ? ' For a client that logs in, or was set to use TLS.' : '',
    connectBy === undefined
      ? ''
      : ` The client connects by ${connectBy === 'address' ? 'the address 127.0.0.1' : 'a name'}.`,
    recipients === undefined ? '' : ` The message has ${recipients} recipients.`,
    labels === undefined ? '' : ` The host name has ${labels} labels or more.`,
  ].join('')
}

function byHand(
  { name, connectBy, recipients = 1 }: Scenario,
  ports: readonly ProfileName[],
): readonly string[] {
  const profile = ports.find((one) => one === 'submission') ?? ports[0]!
  const { defaultPort: port, tls } = profiles[profile]
  const host = connectBy === 'address' ? '127.0.0.1' : 'localhost'
  const to = Array.from({ length: recipients }, (_, index) => `--mail-rcpt reader${index + 1}@example.test`)
  const line = [
    `curl ${tls === 'implicit' ? 'smtps' : 'smtp'}://${host}:${port}`,
    ...(tls === 'starttls' ? ['--ssl-reqd'] : []),
    ...(tls === 'none' ? [] : ['--cacert ca.pem --user user:password']),
    `--mail-from sender@example.test ${to.join(' ')}`,
    '--upload-file mail.txt --verbose',
  ].join(' \\\n  ')
  return [
    'Start the server with it, and send a mail with a client of your own, or with curl:',
    ['```sh', `fourport serve --scenario ${profile}=${name}`, '```'].join('\n'),
    [
      '```sh',
      ...(tls === 'none' ? [] : ['curl -so ca.pem http://localhost:8025/api/ca.pem']),
      "printf 'From: sender@example.test\\r\\nSubject: Hello\\r\\n\\r\\nHello.\\r\\n' > mail.txt",
      line,
      '```',
    ].join('\n'),
    'With a verdict:',
    ['```sh', `fourport verify --ports ${port} --scenarios ${name} -- node send.mjs`, '```'].join('\n'),
  ]
}

function whoFails({ name }: Scenario): readonly string[] {
  const rows = measured.flatMap((client) =>
    client.settings.flatMap(({ names, cells }) => {
      const failed = Object.entries(cells[name] ?? {}).filter(([, cell]) => /^(failed|hung):/.test(cell))
      return failed.length === 0 ? [] : [rowOf(client, names, failed)]
    }),
  )
  if (/^inject-(?!fragment)/.test(name))
    return [
      'Which client uses injected replies is for its makers to know first: [clients](../clients.md) has the scenarios of that kind as one.',
    ]
  const count = measured.filter(({ settings }) =>
    settings.some(({ cells }) => cells[name] !== undefined),
  ).length
  if (count === 0) return ['No client of [clients](../clients.md) has been measured in it yet.']
  if (rows.length === 0) return [`Nobody: ${count} clients of [clients](../clients.md) were measured in it.`]
  return [
    `Of ${count} clients that were measured ([clients](../clients.md)):`,
    ['| client | settings | what it did |', '| :-- | :-- | :-- |', ...rows].join('\n'),
  ]
}

function rowOf(
  client: Measured,
  names: readonly string[],
  failed: readonly (readonly [string, string])[],
): string {
  const did = failed.map(
    ([profile, cell]) => `${profiles[profile as ProfileName].defaultPort}: ${cell.replace(/^[a-z]+: /, '')}`,
  )
  return `| ${client.name} ${client.version} | ${names.join(', ')} | ${did.join('; ').replaceAll('|', '\\|')} |`
}
