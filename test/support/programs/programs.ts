import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromiumHere } from './chromium-here.ts'
import { composeHere } from './compose-here.ts'
import { whyNoEngine } from './docker-engine.ts'
import { allow, hasProgram, onPath } from './processes.ts'

/**
 * Every program and library from outside npm that a test uses, each asked for here and nowhere else. A name stands for all
 * that has to be there: an interpreter without the library is not enough.
 */
interface Program {
  /** Commands that tests may start once it is there. */
  readonly commands: readonly string[]
  /** Why it cannot be used here; null: it can. */
  why(): string | null
}

/** A command that answers these words without an error. */
const answering = (
  what: string,
  command: string,
  args?: readonly string[],
  others: readonly string[] = [],
  env?: Readonly<Record<string, string>>,
): Program => ({
  commands: [command, ...others],
  why: () => (hasProgram(command, args, env) ? null : `${what} is not installed`),
})

const plain = (command: string, args?: readonly string[]): Program => answering(command, command, args)

/** Debian's Python, where Debian's Django is, whatever other Python comes first. */
export const systemPython = '/usr/bin/python3'
/** Where Debian keeps them. */
export const monitoringPlugins = '/usr/lib/nagios/plugins'
const ofSystemPython = (what: string, code: string): Program => ({
  commands: [systemPython],
  why: () =>
    onPath(dirname(systemPython)) && hasProgram(systemPython, ['-c', code])
      ? null
      : `${what} is not installed`,
})

/** All of several programs. */
const together = (...programs: readonly Program[]): Program => ({
  commands: programs.flatMap(({ commands }) => commands),
  why: () => programs.map((one) => one.why()).find((reason) => reason !== null) ?? null,
})

const ofPhp = (what: string, code: string): Program => answering(what, 'php', ['-r', code])
const ofRuby = (what: string, ...libraries: readonly string[]): Program =>
  answering(what, 'ruby', [...libraries.map((library) => `-r${library}`), '-e', ''])

const symfonyMailer = ofPhp(
  'Symfony’s Mailer and Dotenv',
  "require 'Symfony/Component/Mailer/autoload.php'; require 'Symfony/Component/Dotenv/autoload.php';",
)
const jdk = together(
  answering('a JDK', 'javac', ['-version'], ['java', 'keytool']),
  plain('java', ['-version']),
)

const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
/** Where `test/clients/current/install` puts the client libraries of today. */
export const librariesOfToday = process.env['FOURPORT_CLIENTS'] ?? join(cache, 'fourport', 'clients')
export const currentPython = join(librariesOfToday, 'python', 'bin', 'python')

const ofToday = (
  language: string,
  installed: string,
  command: string,
  args?: readonly string[],
  others?: readonly string[],
  env?: Readonly<Record<string, string>>,
): Program => ({
  commands: [command, ...(others ?? [])],
  why: () =>
    existsSync(join(librariesOfToday, installed)) && hasProgram(command, args, env)
      ? null
      : `the ${language} libraries of today are not installed (test/clients/current/install ${language})`,
})

/** A namespace of its own, in which even a person may mount. */
export const unshareMounts: readonly string[] = [
  '--mount',
  ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
]

const table = {
  chromium: { commands: [], why: () => (chromiumHere() === null ? 'Chromium is not installed' : null) },
  'cmark-gfm': plain('cmark-gfm'),
  compose: {
    commands: ['docker', 'docker-compose', systemPython],
    why: () => (composeHere() ? null : 'neither docker compose nor docker-compose is installed'),
  },
  curl: plain('curl'),
  django: ofSystemPython('Django', 'import django'),
  'docker-engine': {
    commands: ['chroot', 'docker', 'mmdebstrap', 'nsenter', 'tar', 'unshare'],
    why: whyNoEngine,
  },
  'gnutls-cli': plain('gnutls-cli'),
  'gnutls-cli-debug': plain('gnutls-cli-debug'),
  go: answering('Go', 'go', ['version'], ['gofmt']),
  gsasl: plain('gsasl'),
  'hosts file': {
    commands: ['unshare'],
    why: () =>
      hasProgram('unshare', [...unshareMounts, 'true']) ? null : 'unshare cannot mount a hosts file here',
  },
  'jakarta-mail': together(
    jdk,
    answering('Jakarta Mail', 'unzip', ['-tq', '/usr/share/java/jakarta-mail.jar']),
  ),
  jdk,
  msmtp: plain('msmtp'),
  monit: plain('monit', ['--version']),
  'monitoring-plugins': {
    commands: ['check_smtp', 'check_ssmtp', 'check_tcp'].map((name) => join(monitoringPlugins, name)),
    why: () =>
      existsSync(join(monitoringPlugins, 'check_ssmtp')) ? null : 'the Monitoring Plugins are not installed',
  },
  nmap: plain('nmap'),
  'net-smtp': ofRuby('Ruby with net-smtp', 'net/smtp'),
  openssl: plain('openssl', ['version']),
  'own network': {
    commands: ['unshare'],
    why: () =>
      hasProgram('unshare', ['--net', '--map-root-user', 'true'])
        ? null
        : 'unshare cannot make a network here',
  },
  php: plain('php'),
  phpdotenv: ofPhp('phpdotenv', "require 'Dotenv/autoload.php';"),
  phpmailer: ofPhp('PHPMailer', "require '/usr/share/php/libphp-phpmailer/autoload.php';"),
  postconf: plain('postconf', ['-d', 'mail_version']),
  python: answering('Python with ssl', 'python3', ['-c', 'import ssl']),
  ruby: plain('ruby'),
  'ruby-mail': ofRuby("Ruby's mail", 'mail'),
  swaks: plain('swaks'),
  'small disk': {
    commands: ['unshare'],
    why: () =>
      hasProgram('unshare', [...unshareMounts, 'true']) ? null : 'unshare cannot mount a small disk here',
  },
  sslscan: plain('sslscan'),
  'symfony-mailer': symfonyMailer,
  'system-python': ofSystemPython(systemPython, 'import ssl'),
  tshark: {
    commands: ['tshark'],
    why: () =>
      hasProgram('tshark', ['-i', 'lo', '-f', 'tcp port 1', '-a', 'duration:1'])
        ? null
        : 'tshark is not installed, or may not listen on loopback',
  },
  xmllint: plain('xmllint'),
  'go of today': ofToday('go', 'go', 'go', ['version'], ['gofmt']),
  'java of today': ofToday('java', 'java.of', 'javac', ['-version'], ['java', 'keytool']),
  'node of today': ofToday('node', 'node.of', process.execPath),
  'python of today': ofToday('python', 'python.of', currentPython),
  // rustup's cargo asks for a home before it says its version.
  'rust of today': ofToday('rust', 'rust', 'cargo', ['--version'], ['rustc'], { HOME: homedir() }),
} as const satisfies Record<string, Program>

export type ProgramName = keyof typeof table

/** Why a test cannot use these here; null: all are there, and may be started. */
export function missing(...names: readonly ProgramName[]): string | null {
  for (const name of names) {
    const { commands, why } = table[name]
    const reason = why()
    if (reason !== null) return reason
    allow(commands)
  }
  return null
}

/**
 * The same for `skipIf`: says once why tests are skipped. With CI=true it throws instead, as nobody reads there what was
 * skipped.
 */
export function whyNot(...names: readonly ProgramName[]): string | null {
  return skippedFor(missing(...names))
}

const said = new Set<string>()

/** Says why tests are skipped, for callers that ask in other words than names; null: they are not. */
export function skippedFor(reason: string | null): string | null {
  if (reason === null || said.has(reason)) return reason
  if (process.env['CI'] === 'true')
    throw new Error(
      `${reason}, and with CI=true no test may be skipped for that. Install it, or see .ci/run.`,
    )
  said.add(reason)
  process.stdout.write(`skipped: ${reason}\n`)
  return reason
}
