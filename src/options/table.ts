import { optional } from '../base/kinds/compounds.ts'
import { type Kind, type LateKind, oneOf } from '../base/kinds/kind.ts'
import * as scalar from '../base/kinds/scalars.ts'
import { lazyModule } from '../base/lazy-module.ts'
import { graveSeverities } from '../model/judgement.ts'
import { defaultMechanisms } from '../model/mechanisms.ts'
import { portKeys, profileNames, profilesByKey, submissionKeys } from '../model/port-profile.ts'
import { storeSyncs } from '../model/store-sync.ts'
import { tlsVersions } from '../model/tls-version.ts'
import * as login from './kinds/login-kinds.ts'
import * as network from './kinds/network-kinds.ts'
import { catcherNames } from './catcher-names.ts'
import type { CommandOptions, ResolvedOptions } from './options.ts'
import { release } from './kinds/release-kind.ts'

export const optionGroups = [
  'Ports',
  'Login',
  'TLS',
  'Limits',
  'Store',
  'Page and API',
  'Faults',
  'Output',
] as const

/** One option: every source, the help and the documentation read it from here. */
export interface OptionRow<Value> {
  readonly group: (typeof optionGroups)[number]
  /** Without the dashes. The environment variable follows from it, see `envName`. */
  readonly flag: string
  readonly kind: Kind<Value> | LateKind<Value>
  /** Default in `startServer()`. */
  readonly library: Value
  /** Default of the command, where it differs. */
  readonly command?: Value
  /** The default in words, where it depends on something. */
  readonly defaultText?: string
  readonly description: string
  /** Not an option of the library. */
  readonly commandOnly?: true
  /** Further flags without a value, each standing for one. */
  readonly aliases?: Readonly<Record<string, string>>
  /** Where the name from the flag would be singular. */
  readonly env?: string
}

export type OptionName = keyof CommandOptions

const MiB = 1024 ** 2
const tlsVersion = { ...scalar.choice(tlsVersions, {
  '1.0': 'TLSv1', '1.1': 'TLSv1.1', '1.2': 'TLSv1.2', '1.3': 'TLSv1.3', 'TLSv1.0': 'TLSv1',
}), metavar: 'VERSION' } // prettier-ignore

const loadFaults = lazyModule(() => import('./kinds/fault-kind.ts'))
const faults: LateKind<ResolvedOptions['faults']> = {
  metavar: 'FAULT',
  many: true,
  load: async () => (await loadFaults()).faults,
  print: (value) => (value.length === 0 ? 'none' : JSON.stringify(value)),
}
const loadScenarios = lazyModule(() => import('./kinds/scenario-kind.ts'))
const scenarios: LateKind<ResolvedOptions['scenarios']> = {
  metavar: 'LISTENER=NAME',
  many: true,
  load: async () => (await loadScenarios()).scenarios,
  print: (value) =>
    Object.entries(value)
      .map((pair) => pair.join('='))
      .join(', ') || 'none',
}

/** Typed by both ends, so that an option without a row, or a default of the wrong type, does not compile. */
export const optionTable: { readonly [Name in OptionName]: OptionRow<ResolvedOptions[Name]> } = {
  host: { group: 'Ports', flag: 'host', kind: network.hosts, library: ['127.0.0.1', '::1'], description: 'Address to listen on' },
  ports: { group: 'Ports', flag: 'port', env: 'FOURPORT_PORTS', kind: network.ports, library: network.perKey(portKeys, () => 0), command: network.perKey(portKeys, (key) => profilesByKey[key].defaultPort), description: `Number of ${oneOf(profileNames)} (0: any free one)` },
  anyPorts: { group: 'Ports', flag: 'any-ports', kind: scalar.boolean, library: false, commandOnly: true, description: 'Use free ports for the four and the page, except those with a number' },
  as: { group: 'Ports', flag: 'as', kind: optional(scalar.choice(catcherNames)), library: null, commandOnly: true, description: 'Replace another mail catcher: its port 1025, its page, its variables' },
  listeners: { group: 'Ports', flag: 'listen', env: 'FOURPORT_LISTENERS', kind: network.listeners, library: [], description: 'Additional listener, such as dev=relay:1025' },
  scenarios: { group: 'Ports', flag: 'scenario', env: 'FOURPORT_SCENARIOS', kind: scenarios, library: {}, description: 'Scenario for a listener, such as submission=cert-expired' },
  strictPorts: { group: 'Ports', flag: 'strict-ports', kind: scalar.boolean, library: false, description: 'Fail if a port below 1024 is forbidden, instead of using the number plus 10000' },
  relayStartTls: { group: 'Ports', flag: 'relay-starttls', kind: scalar.boolean, library: false, description: 'Offer STARTTLS on the relay port, without requiring it' },
  serverName: { group: 'Ports', flag: 'server-name', kind: scalar.text(/^[\w.[\]:-]{1,255}$/, 'a name without spaces', { metavar: 'NAME' }), library: 'localhost', description: 'Name in the greeting and in the answer to EHLO' },

  auth: { group: 'Login', flag: 'auth', kind: login.auth, library: network.perKey(submissionKeys, (key) => profilesByKey[key].auth), description: 'Whether clients may or must log in; smtps=required for one port' },
  users: { group: 'Login', flag: 'user', env: 'FOURPORT_USERS', kind: login.users, library: [], description: 'Accept only these credentials' },
  authMechanisms: { group: 'Login', flag: 'auth-mechanism', env: 'FOURPORT_AUTH_MECHANISMS', kind: login.mechanisms, library: defaultMechanisms, defaultText: 'all that can work, except SCRAM-SHA-256-PLUS', description: 'Offer only this mechanism; `modern`: all, including SCRAM-SHA-256-PLUS' },
  authWithoutTls: { group: 'Login', flag: 'auth-without-tls', kind: network.listenerNames, library: [], description: 'Listener on which clients may log in and send without TLS, as no real server allows' },
  usersFile: { group: 'Login', flag: 'users-file', kind: optional(scalar.path), library: null, description: 'File with a user:password line for each user' },

  certs: { group: 'TLS', flag: 'certs', kind: optional(scalar.path), library: null, defaultText: 'certs/ of a checkout, else the user’s data folder', description: 'Folder of the local CA and certificate' },
  caCopy: { group: 'TLS', flag: 'ca-copy', kind: optional(scalar.path), library: null, description: 'File to copy the CA’s certificate to, for programs that must not read its key' },
  hostNames: { group: 'TLS', flag: 'host-name', env: 'FOURPORT_HOST_NAMES', kind: network.certificateNames, library: [], description: 'Additional name for the certificate, besides localhost and the machine’s' },
  cert: { group: 'TLS', flag: 'cert', kind: optional(scalar.pem), library: null, defaultText: 'Fourport’s own', description: 'Certificate chain of your own, in PEM form' },
  key: { group: 'TLS', flag: 'key', kind: optional(scalar.pem), library: null, defaultText: 'Fourport’s own', description: 'Private key of that certificate, in PEM form' },
  tlsMinVersion: { group: 'TLS', flag: 'tls-min-version', kind: tlsVersion, library: 'TLSv1.2', description: 'Oldest TLS version accepted, from 1.0 on' },
  tlsMaxVersion: { group: 'TLS', flag: 'tls-max-version', kind: tlsVersion, library: 'TLSv1.3', description: 'Newest TLS version accepted, up to 1.3' },

  sizeLimitBytes: { group: 'Limits', flag: 'size-limit', kind: scalar.bytes, library: 25 * MiB, description: 'Largest message, announced by SIZE' },
  maxRecipients: { group: 'Limits', flag: 'max-recipients', kind: scalar.wholeNumber(1), library: 1000, description: 'Recipients of one message' },
  maxConnections: { group: 'Limits', flag: 'max-connections', kind: scalar.wholeNumber(1), library: 1000, description: 'Connections open at once on each listener' },
  inFlightLimitBytes: { group: 'Limits', flag: 'in-flight-limit', kind: scalar.bytes, library: 128 * MiB, description: 'Bytes of messages still arriving, all listeners together' },
  idleTimeoutMs: { group: 'Limits', flag: 'idle-timeout', kind: scalar.duration(), library: 300_000, description: 'How long a client may be silent' },
  sessionTimeoutMs: { group: 'Limits', flag: 'session-timeout', kind: scalar.duration(), library: 1_800_000, description: 'How long a connection may last in all' },
  handshakeTimeoutMs: { group: 'Limits', flag: 'handshake-timeout', kind: scalar.duration(), library: 60_000, description: 'How long a TLS handshake may take' },
  closeTimeoutMs: { group: 'Limits', flag: 'close-timeout', kind: scalar.duration(0), library: 4000, description: 'How long a stop waits for messages in flight' },


  store: { group: 'Store', flag: 'store', kind: optional(scalar.path), library: null, defaultText: 'the memory of the process', description: 'SQLite file that keeps mail and sessions over a restart; needs Node 22.13' },
  storeSync: { group: 'Store', flag: 'store-sync', kind: scalar.choice(storeSyncs), library: 'full', description: 'What a 250 waits for with --store: the disk (full), or the system (normal)' },
  readOnly: { group: 'Store', flag: 'read-only', kind: scalar.boolean, library: false, description: 'Only show what an earlier run left in --store: no mail ports, no changes' },
  maxMessages: { group: 'Store', flag: 'max-messages', kind: scalar.wholeNumber(1), library: 50_000, description: 'Messages kept; the oldest goes first' },
  maxMessageBytes: { group: 'Store', flag: 'max-message-bytes', kind: scalar.bytes, library: 256 * MiB, description: 'Bytes of messages kept' },
  maxAgeMs: { group: 'Store', flag: 'max-age', kind: scalar.duration(0), library: 0, description: 'How long a message is kept' },
  maxSessions: { group: 'Store', flag: 'max-sessions', kind: scalar.wholeNumber(1), library: 10_000, description: 'Session records kept' },
  maxSessionBytes: { group: 'Store', flag: 'max-session-bytes', kind: scalar.bytes, library: 64 * MiB, description: 'Bytes of session records kept' },

  http: { group: 'Page and API', flag: 'http-port', kind: network.portOrOff, library: 'off', command: 8025, description: 'Port of the page and the HTTP API' },
  httpHost: { group: 'Page and API', flag: 'http-host', kind: network.hosts, library: [], defaultText: 'as --host', description: 'Address of the page' },
  webRoot: { group: 'Page and API', flag: 'web-root', kind: network.webRoot, library: '', description: 'Path that the page and the API are beneath, such as /mail' },
  allowedHosts: { group: 'Page and API', flag: 'allowed-host', env: 'FOURPORT_ALLOWED_HOSTS', kind: network.allowedHosts, library: [], description: 'Additional host name that the page accepts (*: every one)' },
  corsOrigins: { group: 'Page and API', flag: 'cors-origin', env: 'FOURPORT_CORS_ORIGINS', kind: network.origins, library: [], description: 'Web origin that may read the API' },
  httpAuth: { group: 'Page and API', flag: 'http-auth', kind: optional(login.httpAuth), library: null, description: 'Login that the page asks for' },
  httpToken: { group: 'Page and API', flag: 'http-token', kind: optional(login.token), library: null, description: 'Bearer token that the API accepts' },
  https: { group: 'Page and API', flag: 'https', kind: scalar.boolean, library: false, description: 'Serve the page over HTTPS, with the certificate of the mail ports' },
  insecureNoAuth: { group: 'Page and API', flag: 'insecure-no-auth', kind: scalar.boolean, library: false, description: 'Serve the page without a login on an address that is not loopback' },
  release: { group: 'Page and API', flag: 'release', kind: release, library: null, description: 'Real server to which captured messages may be released' },

  faults: { group: 'Faults', flag: 'fault', env: 'FOURPORT_FAULTS', kind: faults, library: [], description: 'Make something fail on purpose, such as "RCPT to=*@busy.test code=451 times=2"' },
  addressFaults: { group: 'Faults', flag: 'address-faults', kind: scalar.boolean, library: true, description: 'Let recipients such as fail+451@example.test choose how they fail' },
  faultSeed: { group: 'Faults', flag: 'fault-seed', kind: optional(scalar.wholeNumber(0, 0xffff_ffff)), library: null, defaultText: 'random at each start', description: 'Repeat which faults with a probability fire, for the same clients' },

  hints: { group: 'Output', flag: 'hints', kind: scalar.boolean, library: false, command: true, aliases: { faithful: 'false' }, description: 'Answer a client that waits for the wrong protocol with a line that says so; --faithful is the same as --no-hints' },
  record: { group: 'Output', flag: 'record', kind: optional(scalar.path), library: null, description: 'File to append session records to, for fourport explain' },
  failOn: { group: 'Output', flag: 'fail-on', kind: scalar.choice([...graveSeverities, 'never']), library: 'never', commandOnly: true, description: 'Exit with 1 on stopping, if a finding was at least this severe' },
  json: { group: 'Output', flag: 'json', kind: scalar.boolean, library: false, commandOnly: true, description: 'Print one JSON object a line' },
  quiet: { group: 'Output', flag: 'quiet', kind: scalar.boolean, library: false, commandOnly: true, description: 'Print warnings and errors only' },
  color: { group: 'Output', flag: 'color', kind: scalar.choice(['auto', 'always', 'never']), library: 'auto', commandOnly: true, aliases: { 'no-color': 'never' }, description: 'Colour the output; auto: on a terminal, unless NO_COLOR is set' },
  config: { group: 'Output', flag: 'config', kind: optional(scalar.path), library: null, commandOnly: true, defaultText: 'fourport.config.json, if it exists', description: 'Config file: a JSON object of option names' },
} // prettier-ignore

export const optionNames: readonly OptionName[] = Object.keys(optionTable) as OptionName[]

/** The environment variable of an option. */
export function envName(name: OptionName): string {
  const { env, flag } = optionTable[name]
  return env ?? `FOURPORT_${flag.toUpperCase().replaceAll('-', '_')}`
}
