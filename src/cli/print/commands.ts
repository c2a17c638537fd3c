import type { OptionName } from '../../options/table.ts'
import { type VerifyFlag, verifyFlags } from '../verify/flags.ts'

/** A command as the help tells of it. */
export interface Command {
  /** With what it works on. */
  readonly typed: string
  readonly brief: string
  readonly long: string
  /** The options it looks at, where they are not all. */
  readonly options: readonly OptionName[]
  /** Options of its own. */
  readonly own?: Readonly<Record<string, VerifyFlag>>
}

export const commands: readonly Command[] = [
  {
    typed: 'serve',
    brief: 'Start the four ports (what happens without a command)',
    long: 'Starts the ports, prints a board of them, then a line for each message and session, until a signal comes.',
    options: [],
  },
  {
    typed: 'ca',
    brief: 'Print the CA’s path, and how to trust it in each language',
    long: 'Prints where the CA is, which is made now if there is none yet, and what to set to trust it in each language.',
    options: ['certs', 'caCopy', 'hostNames', 'json', 'quiet', 'color', 'config'],
  },
  {
    typed: 'healthcheck',
    brief: 'Connect to each port of a running server; exit 1 if one fails',
    long: 'Greets each port that the same options would start, and exits 1 if one does not answer as it should. It reads the same flags, variables and config file as the server.',
    options: ['host', 'ports', 'listeners', 'strictPorts', 'http', 'httpHost', 'https', 'json', 'quiet', 'color', 'config'],
  },
  {
    typed: 'explain FILE',
    brief: 'Say what was wrong in recorded sessions (see --record)',
    long: 'Says what was wrong in the sessions that --record wrote to the file; with - for FILE, in what is piped in.',
    options: ['failOn', 'json', 'quiet', 'color', 'config'],
  },
  {
    typed: 'verify -- CMD',
    brief: 'Run a client against every port, attack and fault',
    long: 'Runs a command that sends one mail once on each port and in each scenario, at a server of its own, and says what the server saw of it. The command gets SMTP_HOST, SMTP_PORT, SMTP_SECURE, SMTP_TLS, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TO, SMTP_URL and SMTP_CA_FILE. Exits 1 where a demand was not met.',
    options: ['certs', 'host', 'ports', 'strictPorts', 'json', 'quiet', 'color', 'config'],
    own: verifyFlags,
  },
] // prettier-ignore
