import { suggestion } from '../base/suggest.ts'
import { FourportError } from '../base/errors.ts'
import { serve } from './commands/serve.ts'
import type { VerbRow } from './verb.ts'

/** Every verb. What is typed, what is loaded, the help and docs/command.md follow from here. */
export const verbTable: readonly VerbRow[] = [
  {
    name: 'serve',
    brief: 'Start the four ports (what happens without a command)',
    long: 'Starts the ports, prints a board of them, then a line for each message and session, until a signal comes.',
    options: 'all',
    load: () => Promise.resolve(serve),
  },
  {
    name: 'ca',
    brief: 'Print the CA’s path, and how to trust it in each language',
    long: 'Prints where the CA is of the server that runs here, else of the folder, and what to set to trust it in each language. If there is none yet it is made, which is said on standard error.',
    options: ['certs', 'caCopy', 'hostNames', 'http', 'httpHost', 'https', 'json', 'quiet', 'color', 'config'],
    load: async () => (await import('./commands/ca.ts')).ca,
  },
  {
    name: 'healthcheck',
    brief: 'Connect to each port of a server; exit 1 if one fails',
    long: 'Greets each port that the same options would start, and exits 1 if one does not answer as it should. It reads the same flags, variables and config file as the server.',
    options: ['host', 'ports', 'listeners', 'strictPorts', 'http', 'httpHost', 'https', 'json', 'quiet', 'color', 'config'],
    load: async () => (await import('./commands/healthcheck.ts')).healthcheck,
  },
  {
    name: 'explain',
    operand: 'FILE',
    brief: 'Say what was wrong in recorded sessions (see --record)',
    long: 'Says what was wrong in the sessions that --record wrote to the file; with - for FILE, in what is piped in.',
    options: ['failOn', 'json', 'quiet', 'color', 'config'],
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'verify',
    command: 'CMD',
    brief: 'Run a client against every port, attack and fault',
    long: 'Runs a command that sends one mail once on each port and in each scenario, at a server of its own, and says what the server saw of it. The command gets SMTP_HOST, SMTP_PORT, SMTP_SECURE, SMTP_TLS, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TO, SMTP_URL and SMTP_CA_FILE. Exits 1 if a requirement was not met.',
    options: ['certs', 'host', 'ports', 'strictPorts', 'json', 'quiet', 'color', 'config'],
    without: ['scenarios'],
    flags: async () => (await import('./verify/flags.ts')).verifyFlags,
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  {
    name: 'doctor',
    operand: '[HOST:PORT]',
    brief: 'Say what stands between an app and a mail server',
    long: 'Tries, from where it is run, the name, each of its addresses, the port, TLS, the certificate and the login, and says in one sentence what stands between; then what it tried. HOST alone: the ports 587, 465, 2525 and 25 of it. Without a host: the server that the same options would start. It sends no mail, and a password only with --user and only encrypted. Takes at most 45 seconds. Exits 1 where something stands between.',
    options: ['host', 'ports', 'listeners', 'strictPorts', 'certs', 'json', 'quiet', 'color', 'config'],
    without: ['users'],
    flags: async () => (await import('./doctor/flags.ts')).doctorFlags,
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'help',
    operand: '[TOPIC]',
    brief: 'Print this text, or the help of a command or of environment',
    long: 'Prints the commands and every option; with the name of a command, what it does and the options that it looks at; with environment, each option as flag, variable and field of the config file.',
    options: [],
    load: async () => {
      const { help } = await import('./commands/help.ts')
      return ({ words: [topic] }) => help(verbTable, topic)
    },
  },
  {
    name: 'version',
    brief: 'Print the version',
    long: 'Prints the number of the version and nothing else, for scripts.',
    options: [],
    load: async () => (await import('./commands/version.ts')).version,
  },
] // prettier-ignore

/** @throws FourportError OPTION_UNKNOWN */
export function verbNamed(name: string): VerbRow {
  const verb = verbTable.find((one) => one.name === name)
  if (verb !== undefined) return verb
  const names = verbTable.map((one) => one.name)
  throw new FourportError('OPTION_UNKNOWN', `Unknown command "${name}".`, {
    help: suggestion(name, names),
  })
}
