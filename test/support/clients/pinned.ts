import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { everyTls, timesOf, type ClientSetup, type MailClient, type Mechanism } from './client.ts'
import { currentPython, jars, nodeSender, pins, programs, type Language } from './current.ts'
import { ask } from '../programs/processes.ts'
import { runProcess } from './run-process.ts'

/** A client of today, and the program of test/clients/current that sends with it. */
export interface PinnedClient extends MailClient {
  readonly language: Language
  readonly command: readonly [program: string, ...args: string[]]
}

/** The set-up as the programs read it; no secret is in an argument list. Their message is their library's own. */
function variables(setup: ClientSetup): Record<string, string> {
  const { caFile, user, password, mechanism } = setup
  return {
    MAIL_HOST: setup.host,
    MAIL_PORT: String(setup.port),
    MAIL_TLS: setup.tls,
    MAIL_FROM: setup.from,
    MAIL_TO: setup.to.join(','),
    MAIL_SUBJECT: 'Hello',
    // They give up by themselves: a limit from outside would end before a busy machine has started a JVM.
    MAIL_TIMEOUT_MS: String(Math.min(timesOf(setup).timeoutMs, timesOf(setup).limitMs)),
    // Django has no setting for it; to the others it says nothing that MAIL_CA does not.
    ...(caFile !== null && { MAIL_CA: caFile, SSL_CERT_FILE: caFile }),
    ...(user !== undefined && { MAIL_USER: user }),
    ...(password !== undefined && { MAIL_PASSWORD: password }),
    ...(mechanism !== undefined && { MAIL_MECHANISM: mechanism }),
  }
}

/** Far above what starting and sending take. */
const limitMs = 60_000

interface Sender {
  readonly name: string
  readonly kind?: string
  readonly language: Language
  readonly command: readonly [program: string, ...args: string[]]
  /** Other than the one that its program takes by itself. */
  readonly mechanisms?: readonly Mechanism[]
  readonly version: () => string
}

const pinned = ({
  name,
  kind = name,
  language,
  command,
  mechanisms = [],
  version,
}: Sender): PinnedClient => ({
  name,
  kind,
  installed: 'pinned',
  language,
  command,
  version,
  mechanisms,
  tls: everyTls,
  bytes: "its library's own message",
  missing: () => null,
  send(setup) {
    const [program, ...args] = command
    return runProcess(program, args, { env: variables(setup), limitMs })
  },
})

export const saysItself = (program: string, ...args: readonly string[]): string => ask(program, args) ?? ''

const goLine = (line: string): PinnedClient => {
  const program = join(programs, `go-${line}`)
  return pinned({
    name: 'go',
    kind: `go-${line}`,
    language: 'go',
    command: [program],
    version: () => `${saysItself(program, '--version')} with go ${line} in go.mod`,
  })
}

/** Which version of a crate is pinned. */
export function lockedCrate(crate: string): string | undefined {
  const lock = readFileSync(join(pins, 'rust', 'Cargo.lock'), 'utf8')
  return new RegExp(`name = "${crate}"\nversion = "(.*)"`).exec(lock)?.[1]
}

const lettre = (stack: 'rustls' | 'native-tls'): PinnedClient => {
  const program = join(programs, 'lettre')
  return pinned({
    name: 'lettre',
    kind: `lettre-${stack}`,
    language: 'rust',
    command: [program, stack],
    version: () => {
      const [own, rustls] = ['lettre', 'rustls'].map(lockedCrate)
      return `${own} with ${stack === 'rustls' ? `rustls ${rustls}` : saysItself(program, '--version')}`
    },
  })
}

// Nothing here runs long enough for the better compiler.
export const java: readonly string[] = [
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-cp',
  `${join(programs, 'java')}:${jars}`,
  'Send',
]

const ofJava = (
  name: 'jakarta-mail' | 'simple-java-mail',
  sender: 'angus' | 'spring' | 'simple-java-mail',
  classOf: string,
): PinnedClient =>
  pinned({
    name,
    kind: sender === 'angus' ? name : sender,
    language: 'java',
    command: ['java', ...java, sender],
    version: () => saysItself('java', ...java, '--version', classOf),
  })

const ofPython = (library: 'smtplib' | 'aiosmtplib' | 'django'): PinnedClient =>
  pinned({
    name: library,
    language: 'python',
    command: [currentPython, join(pins, 'python', 'send.py'), library],
    version: () => saysItself(currentPython, join(pins, 'python', 'version.py'), library),
  })

export const goLibraries = join(programs, 'go-libraries')
const ofGo = (
  library: 'go-mail' | 'go-smtp',
  module: string,
  mechanisms: readonly Mechanism[],
): PinnedClient =>
  pinned({
    name: library,
    language: 'go',
    command: [goLibraries, library],
    mechanisms,
    version: () => saysItself(goLibraries, '--version', module),
  })

const ofNode = (
  library: 'nodemailer' | 'emailjs' | 'upyo' | 'smtp-client',
  packageName: string = library,
): PinnedClient =>
  pinned({
    name: library,
    language: 'node',
    command: [process.execPath, nodeSender, library],
    version: () => saysItself(process.execPath, nodeSender, '--version', packageName),
  })

export const pinnedClients: readonly PinnedClient[] = [
  goLine('1.21'),
  goLine('1.22'),
  goLine('1.25'),
  ofGo('go-mail', 'github.com/wneessen/go-mail', [
    'PLAIN',
    'LOGIN',
    'CRAM-MD5',
    'XOAUTH2',
    'SCRAM-SHA-256',
    'SCRAM-SHA-256-PLUS',
  ]),
  ofGo('go-smtp', 'github.com/emersion/go-smtp', ['PLAIN', 'OAUTHBEARER']),
  lettre('rustls'),
  lettre('native-tls'),
  ofJava('jakarta-mail', 'angus', 'org.eclipse.angus.mail.smtp.SMTPTransport'),
  ofJava('jakarta-mail', 'spring', 'org.springframework.mail.javamail.JavaMailSenderImpl'),
  ofJava('simple-java-mail', 'simple-java-mail', 'org.simplejavamail.mailer.MailerBuilder'),
  ofPython('smtplib'),
  ofPython('aiosmtplib'),
  ofPython('django'),
  ofNode('nodemailer'),
  ofNode('emailjs'),
  ofNode('upyo', '@upyo/smtp'),
  ofNode('smtp-client'),
]
