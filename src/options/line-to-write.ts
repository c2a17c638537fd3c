import { inspect } from 'node:util'
import { shellWord } from '../base/shell-word.ts'
import { portKeys, profilesByKey } from '../model/port-profile.ts'
import { commandLine, environment, isCode } from './source.ts'
import { envName, type OptionName, optionTable } from './table.ts'

/** What an option may be given, as text and as a value of JSON. */
type Example = readonly [text: string, value: unknown]

const yes: Example = ['true', true]
const same = (value: string): Example => [value, value]
const count = (value: number): Example => [String(value), value]
const listed = (value: string): Example => [value, [value]]

/** One for each option: what is printed where a value does not fit. */
const examples: { readonly [Name in OptionName]: Example } = {
  host: listed('127.0.0.1'),
  ports: ['smtps=1465', { smtps: 1465 }],
  anyPorts: yes,
  as: same('mailpit'),
  listeners: ['dev=relay:1025', [{ name: 'dev', profile: 'relay', port: 1025 }]],
  scenarios: ['submission=cert-expired', { submission: 'cert-expired' }],
  strictPorts: yes,
  relayStartTls: yes,
  serverName: same('mail.example.test'),
  auth: same('required'),
  users: ['ada:secret', [{ user: 'ada', password: 'secret' }]],
  authMechanisms: ['PLAIN,LOGIN', 'PLAIN,LOGIN'.split(',')],
  authWithoutTls: listed('submission'),
  usersFile: same('users.txt'),
  certs: same('certs'),
  caCopy: same('shared/ca.pem'),
  hostNames: listed('mail.example.test'),
  cert: same('fullchain.pem'),
  key: same('key.pem'),
  tlsMinVersion: ['1.2', 'TLSv1.2'],
  tlsMaxVersion: ['1.3', 'TLSv1.3'],
  sizeLimitBytes: ['25MB', 26_214_400],
  maxRecipients: count(1000),
  maxConnections: count(1000),
  inFlightLimitBytes: ['128MB', 134_217_728],
  idleTimeoutMs: ['5m', 300_000],
  sessionTimeoutMs: ['30m', 1_800_000],
  handshakeTimeoutMs: ['60s', 60_000],
  closeTimeoutMs: ['4s', 4000],
  store: same('mail.db'),
  storeSync: same('normal'),
  readOnly: yes,
  maxMessages: count(50_000),
  maxMessageBytes: ['256MB', 268_435_456],
  maxAgeMs: ['10m', 600_000],
  maxSessions: count(10_000),
  maxSessionBytes: ['64MB', 67_108_864],
  http: count(8025),
  httpHost: listed('127.0.0.1'),
  webRoot: same('/mail'),
  allowedHosts: listed('mail.example.test'),
  corsOrigins: listed('https://app.test:3000'),
  httpAuth: same('ada:secret'),
  httpToken: same('a-long-token'),
  https: yes,
  insecureNoAuth: yes,
  release: [
    'smtps://user:password@mail.example.test:465?allow=ada@example.test',
    { host: 'mail.example.test', port: 465, tls: 'implicit', user: 'user', password: 'password', allowRecipients: ['ada@example.test'] },
  ],
  faults: ['RCPT to=*@busy.test code=451 times=2', [{ at: 'RCPT', to: '*@busy.test', reply: { code: 451 }, times: 2 }]],
  addressFaults: yes,
  faultSeed: count(1),
  hints: yes,
  record: same('record.jsonl'),
  failOn: same('error'),
  json: yes,
  quiet: yes,
  color: same('never'),
  config: same('fourport.config.json'),
} // prettier-ignore

/** What is wrong with a value, as far as the example follows it. */
interface Wrong {
  /** The place in the value: `.smtps`. */
  readonly at?: string
  /** The word that was meant. */
  readonly near?: string | undefined
}

/**
 * The line to write in place of a value that does not fit, as its source writes it: `--port smtps=1465`,
 * `FOURPORT_PORTS=smtps=1465`, `"ports": { "smtps": 1465 }`, `ports: { smtps: 1465 }`.
 */
export function lineToWrite(source: string, name: OptionName, wrong: Wrong = {}): string {
  const [text, value] = exampleOf(name, wrong, isCode(source))
  if (source === commandLine) {
    const { flag, kind } = optionTable[name]
    return kind.metavar === '' ? `--${flag}` : `--${flag} ${shellWord(text)}`
  }
  if (source === environment) return `${envName(name)}=${shellWord(text)}`
  return isCode(source)
    ? `${name}: ${inspect(value, { breakLength: Infinity, depth: 3 })}`
    : `"${name}": ${JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ')}`
}

/** For a value by port that of the port that was given. */
function exampleOf(name: OptionName, { at = '', near }: Wrong, inCode: boolean): Example {
  if (near !== undefined) return same(near)
  const key = portKeys.find((one) => at === `.${one}`)
  if (key === undefined || (name !== 'ports' && name !== 'auth')) return examples[name]
  const { name: profile, defaultPort } = profilesByKey[key]
  const value = name === 'auth' ? 'required' : defaultPort + 10_000
  return [`${profile}=${value}`, { [inCode ? key : profile]: value }]
}
