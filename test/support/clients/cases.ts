import type { ServerPorts } from '../../../src/index.ts'
import { clients, labelOf, type ClientSetup, type MailClient } from './index.ts'
import type { ServerKind } from './servers.ts'
import { swaksWithoutName } from './swaks.ts'

export type PortKey = keyof ServerPorts

/** One client, set up in one way, on one port. */
export interface Case {
  /** Stable; also the name of its recording. */
  readonly name: string
  /** Without client and port. */
  readonly scenario: string
  readonly client: MailClient
  readonly port: PortKey
  readonly server: ServerKind
  readonly change: Partial<ClientSetup>
  /** Ids of the findings of severity error or warning, all of them. */
  readonly expected: readonly string[]
  readonly delivered: boolean
}

/** The clients that do the same thing get the same ids; the others are named, each by its kind. */
type Expected =
  | readonly string[]
  | ({ readonly others: readonly string[] } & { readonly [client: string]: readonly string[] })

interface Scenario {
  readonly name: string
  readonly ports: readonly PortKey[]
  readonly server?: ServerKind
  readonly change: Partial<ClientSetup>
  readonly expected: Expected
  /** Kinds of clients that deliver all the same; `all` of them. */
  readonly delivers?: 'all' | readonly string[]
  /** Clients that cannot be set up so. */
  readonly without?: readonly string[]
}

export const login = { user: 'alice@client.test', password: 'correct horse' }
const wrongPassword = { ...login, password: 'battery staple' }

const submission: readonly PortKey[] = ['submission', 'submissionAlt']
const underTls: readonly PortKey[] = ['smtps', ...submission]
const everyPort: readonly PortKey[] = ['relay', ...underTls]

// A person who waits for a greeting that never comes gives up; the clients themselves would wait half a minute to for ever.
const impatient: Partial<ClientSetup> = { limitMs: 3_000, timeoutMs: 20_000 }

// Node ends a handshake it does not like without an alert; GnuTLS and swaks look at the certificate after it.
const refusesCa = {
  others: ['ca-not-trusted'],
  nodemailer: ['certificate-rejected-silently'],
  emailjs: ['certificate-rejected-silently'],
  upyo: ['certificate-rejected-silently'],
  'smtp-client': ['certificate-rejected-silently'],
  msmtp: ['certificate-rejected-after-handshake'],
  swaks: ['certificate-rejected-after-handshake'],
  // As asyncio closes the transport before the alert is out.
  aiosmtplib: ['certificate-rejected-silently'],
}

// A client that verifies no name delivers to any server with a certificate of a CA it trusts, and nothing on the wire shows it.
const refusesName = { others: ['certificate-name-mismatch'], [swaksWithoutName]: [] }

// After STARTTLS emailjs looks at no certificate, whatever it is told, and asks for no server name that could be compared.
const looksAtNone = { emailjs: [] }

// Neither required nor left out.
const takesStarttlsWhereOffered = ['upyo']

const scenarios: readonly Scenario[] = [
  { name: 'right', ports: everyPort, change: {}, expected: [], delivers: 'all' },
  {
    name: 'right-with-login',
    ports: underTls,
    server: 'login-required',
    change: login,
    expected: [],
    delivers: 'all',
  },
  {
    name: 'right-by-address',
    ports: everyPort,
    change: { host: '127.0.0.1' },
    expected: [],
    delivers: 'all',
  },
  { name: 'right-in-tls-1.2', ports: underTls, server: 'tls-1.2', change: {}, expected: [], delivers: 'all' },
  // Unsafe, but on the wire the same as verifying: nothing can be said.
  {
    name: 'not-verifying',
    ports: underTls,
    change: { verify: false, caFile: null },
    expected: [],
    delivers: 'all',
  },
  {
    name: 'not-verifying-a-wrong-name',
    ports: underTls,
    server: 'wrong-name',
    change: { verify: false, caFile: null },
    // swaks asks for no server name, so nothing shows what it expected.
    expected: { others: ['names-not-compared'], swaks: [], [swaksWithoutName]: [] },
    delivers: 'all',
  },

  {
    name: 'implicit-tls',
    ports: ['relay'],
    change: { tls: 'implicit' },
    expected: ['implicit-tls-on-plain-port'],
  },
  {
    name: 'implicit-tls',
    ports: submission,
    change: { tls: 'implicit' },
    expected: ['implicit-tls-on-starttls-port'],
  },
  {
    name: 'plaintext',
    ports: ['smtps'],
    change: { tls: 'none', ...impatient },
    expected: ['plaintext-on-implicit-tls-port'],
  },
  {
    name: 'starttls',
    ports: ['smtps'],
    change: { tls: 'starttls', ...impatient },
    expected: ['plaintext-on-implicit-tls-port'],
  },
  {
    name: 'starttls-required',
    ports: ['relay'],
    change: { tls: 'starttls' },
    expected: {
      others: ['gave-up-after-ehlo-on-plain-port'],
      nodemailer: ['starttls-required-not-offered'],
      phpmailer: ['starttls-required-not-offered'],
      openssl: ['starttls-required-not-offered'],
      // It asks again and again, whatever the answer.
      emailjs: ['starttls-loop'],
      // Client.StartTLS() does not look whether it is offered.
      'go-1.21': ['starttls-required-not-offered'],
      'go-1.22': ['starttls-required-not-offered'],
      'go-1.25': ['starttls-required-not-offered'],
    },
    without: takesStarttlsWhereOffered,
  },
  {
    name: 'login',
    ports: ['relay'],
    change: login,
    expected: {
      others: ['gave-up-after-ehlo-on-plain-port'],
      // They send without the login they were given, and nothing of it is on the wire.
      nodemailer: [],
      curl: [],
      'jakarta-mail': [],
      spring: [],
      'simple-java-mail': [],
      'net-smtp': ['credentials-unencrypted', 'login-not-offered-on-plain-port'],
      // Client.Auth() does not look whether it is offered.
      'go-smtp': ['credentials-unencrypted', 'login-not-offered-on-plain-port'],
    },
    delivers: ['nodemailer', 'curl', 'jakarta-mail', 'spring', 'simple-java-mail'],
  },
  {
    name: 'plaintext',
    ports: submission,
    change: { tls: 'none' },
    expected: ['starttls-not-used'],
    without: takesStarttlsWhereOffered,
  },
  {
    name: 'plaintext-with-login',
    ports: submission,
    change: { tls: 'none', ...login },
    expected: {
      others: ['login-impossible-without-starttls'],
      nodemailer: ['starttls-not-used'],
      curl: ['starttls-not-used'],
      'jakarta-mail': ['starttls-not-used'],
      spring: ['starttls-not-used'],
      'simple-java-mail': ['starttls-not-used'],
      'net-smtp': ['credentials-unencrypted', 'login-before-starttls'],
      'go-smtp': ['credentials-unencrypted', 'login-before-starttls'],
    },
    without: takesStarttlsWhereOffered,
  },

  { name: 'ca-not-trusted', ports: ['smtps'], change: { caFile: null }, expected: refusesCa },
  {
    name: 'ca-not-trusted',
    ports: submission,
    change: { caFile: null },
    expected: { ...refusesCa, ...looksAtNone },
    delivers: ['emailjs'],
  },
  {
    name: 'ca-not-trusted-in-tls-1.2',
    ports: underTls,
    server: 'tls-1.2',
    change: { caFile: null },
    // In TLS 1.2 the client finishes last, so Node's handshake is complete when it looks at the certificate.
    expected: { ...refusesCa, nodemailer: ['certificate-rejected-after-handshake'] },
  },
  { name: 'self-signed', ports: underTls, server: 'self-signed', change: {}, expected: refusesCa },
  { name: 'unknown-ca', ports: underTls, server: 'unknown-ca', change: {}, expected: refusesCa },
  { name: 'not-a-ca', ports: underTls, server: 'not-a-ca', change: {}, expected: refusesCa },
  { name: 'expired', ports: underTls, server: 'expired', change: {}, expected: ['certificate-expired'] },
  {
    name: 'not-yet-valid',
    ports: underTls,
    server: 'not-yet-valid',
    change: {},
    expected: ['certificate-expired'],
  },
  {
    name: 'expired-ca',
    ports: underTls,
    server: 'expired-ca',
    change: {},
    // The leaf's own dates are right, so only a client that says "expired" gives it away.
    expected: { ...refusesCa, others: ['certificate-expired'] },
  },
  {
    name: 'no-server-auth',
    ports: underTls,
    server: 'no-server-auth',
    change: {},
    // msmtp does not look at what a certificate is for.
    expected: { ...refusesCa, others: ['certificate-rejected-any'], msmtp: [] },
    delivers: ['msmtp'],
  },
  {
    name: 'wrong-name',
    ports: ['smtps'],
    server: 'wrong-name',
    change: {},
    expected: refusesName,
    delivers: [swaksWithoutName],
  },
  {
    name: 'wrong-name',
    ports: submission,
    server: 'wrong-name',
    change: {},
    expected: { ...refusesName, ...looksAtNone },
    delivers: [swaksWithoutName, 'emailjs'],
  },
  {
    name: 'address-not-in-certificate',
    ports: underTls,
    server: 'name-without-address',
    change: { host: '127.0.0.1' },
    expected: refusesName,
    delivers: [swaksWithoutName],
  },
  { name: 'tls-1.1-only', ports: underTls, change: { maxTls: 'TLSv1.1' }, expected: ['tls-version-too-old'] },

  { name: 'wrong-password', ports: underTls, change: wrongPassword, expected: ['login-rejected'] },
  {
    name: 'login-left-out',
    ports: underTls,
    server: 'login-required',
    change: {},
    expected: ['login-missing'],
  },
]

export const rightTls: Readonly<Record<PortKey, ClientSetup['tls']>> = {
  relay: 'none',
  smtps: 'implicit',
  submission: 'starttls',
  submissionAlt: 'starttls',
}

/** Every case that these clients can be set up for. */
export const casesFor = (those: readonly MailClient[]): readonly Case[] =>
  those.flatMap((client) =>
    scenarios.flatMap((scenario) =>
      scenario.ports
        .filter((port) => client.tls.includes(scenario.change.tls ?? rightTls[port]))
        .filter(() => scenario.without?.includes(client.name) !== true)
        .map((port) => ({
          name: `${labelOf(client)}-${port}-${scenario.name}`,
          scenario: scenario.name,
          client,
          port,
          server: scenario.server ?? 'usual',
          change: scenario.change,
          expected: expectedOf(scenario.expected, client.kind),
          delivered: scenario.delivers === 'all' || scenario.delivers?.includes(client.kind) === true,
        })),
    ),
  )

/** Those of the clients of this machine. */
export const cases: readonly Case[] = casesFor(clients)

function expectedOf(expected: Expected, kind: string): readonly string[] {
  return 'others' in expected ? (expected[kind] ?? expected.others) : expected
}
