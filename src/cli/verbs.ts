import { suggestion } from '../base/suggest.ts'
import { FourportError } from '../base/errors.ts'
import { serve } from './commands/serve.ts'
import type { VerbRow } from './verb.ts'

/** Every verb. What is typed, what is loaded, the help and docs/command.md follow from here. */
export const verbTable: readonly VerbRow[] = [
  {
    name: 'serve',
    brief: 'Start the four ports (what happens without a command)',
    long: 'Starts the ports and lists them, then prints a line for each message and session until a signal stops it.',
    options: 'all',
    load: () => Promise.resolve(serve),
  },
  {
    name: 'ca',
    brief: 'Print the CA’s path, and how to trust it in each language',
    long: 'Prints the path of the CA that the running server uses (without a server: the one in the folder of --certs), and the settings that trust it in each language. If there is no CA yet, makes one and says so on standard error.',
    options: ['certs', 'caCopy', 'hostNames', 'http', 'httpHost', 'webRoot', 'https', 'json', 'quiet', 'color', 'config'],
    load: async () => (await import('./commands/ca.ts')).ca,
  },
  {
    name: 'healthcheck',
    brief: 'Connect to each port of a server; exit 1 if one fails',
    long: 'Connects to each port that the same options would start, and exits with 1 if one does not answer correctly. It reads the same flags, variables and config file as the server.',
    options: ['host', 'ports', 'listeners', 'strictPorts', 'http', 'httpHost', 'webRoot', 'https', 'json', 'quiet', 'color', 'config'],
    load: async () => (await import('./commands/healthcheck.ts')).healthcheck,
  },
  {
    name: 'explain',
    operand: 'FILE',
    brief: 'Report what was wrong in recorded sessions (see --record)',
    long: 'Reports what was wrong in the sessions that --record wrote to the file. With - as FILE it reads standard input.',
    options: ['failOn', 'json', 'quiet', 'color', 'config'],
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'verify',
    command: 'CMD',
    brief: 'Run a client against every port, attack and fault',
    long: 'Runs a command that sends one mail, once for each port and scenario, each time against a new server, and reports what that server saw. The command gets SMTP_HOST, SMTP_PORT, SMTP_SECURE, SMTP_TLS, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TO, SMTP_URL and SMTP_CA_FILE. Exits with 1 if a requirement was not met.',
    options: ['certs', 'host', 'ports', 'strictPorts', 'json', 'quiet', 'color', 'config'],
    without: ['scenarios'],
    flags: async () => (await import('./verify/flags.ts')).verifyFlags,
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  {
    name: 'doctor',
    operand: '[HOST:PORT]',
    brief: 'Say what stands between an app and a mail server',
    long: 'Tries from here the name, each of its addresses, the port, TLS, the certificate and the login. Says in one sentence what stands between, then lists what it tried. HOST alone: its ports 587, 465, 2525 and 25. Without a host: the server that the same options would start. It sends no mail, and sends a password only with --user and only encrypted. Takes at most 45 seconds. Exits with 1 if something stands between.',
    options: ['host', 'ports', 'listeners', 'strictPorts', 'certs', 'json', 'quiet', 'color', 'config'],
    without: ['users'],
    flags: async () => (await import('./doctor/flags.ts')).doctorFlags,
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'export',
    brief: 'Write the mail of a file (--store) for other programs',
    long: 'Writes the mail of the file of --store: to a file that ends with .jsonl, with everything and with the sessions; to one that ends with .mbox; or to a folder, each message as an eml file. Nothing that exists is overwritten. No server may be using the file of --store.',
    options: ['store', 'json', 'quiet', 'color', 'config'],
    flags: async () => (await import('./transfer/flags.ts')).exportFlags,
    load: async () => (await import('./commands/export.ts')).exportMail,
  },
  {
    name: 'import',
    operand: 'FROM',
    brief: 'Add the mail of other programs to a file (--store)',
    long: 'Adds mail to the file of --store, which is made if there is none: JSON lines or eml files of `fourport export`, an mbox file, a maildir, Mailpit’s database, or the folder of MailHog. The content of FROM says what it is. A message that is there already is left as it is. No server may be using the file of --store.',
    options: ['store', 'storeSync', 'maxMessages', 'maxMessageBytes', 'maxAgeMs', 'maxSessions', 'maxSessionBytes', 'json', 'quiet', 'color', 'config'],
    load: async () => (await import('./commands/import.ts')).importMail,
  },
  {
    name: 'help',
    operand: '[TOPIC]',
    brief: 'Print this text, or the help of a command or of environment',
    long: 'Prints the commands and every option; with the name of a command, what it does and the options that it looks at; with environment, each option as a flag, a variable and a field of the config file.',
    options: [],
    load: async () => {
      const { help } = await import('./commands/help.ts')
      return ({ words: [topic] }) => help(verbTable, topic)
    },
  },
  {
    name: 'version',
    brief: 'Print the version',
    long: 'Prints only the version number, for scripts.',
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
