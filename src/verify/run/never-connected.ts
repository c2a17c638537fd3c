import { FourportError } from '../../base/errors.ts'
import { profiles } from '../../model/port-profile.ts'
import type { VerifyCell } from '../../model/verify.ts'
import type { Client } from '../client/client.ts'
import { endWords } from '../../model/verify-words/cell-facts.ts'
import { lastWords } from '../reports/last-words.ts'

/** What is wrong with a client that came to no server on any port; null: it came to one. */
export function neverConnected(client: Client, controls: readonly VerifyCell[]): FourportError | null {
  const [first] = controls
  if (first === undefined || controls.some(({ connections }) => connections > 0)) return null
  const ports = controls.map(({ profile }) => String(profiles[profile].defaultPort))
  const where = ports.length === 1 ? `port ${ports[0]}` : `any port (${ports.join(', ')})`
  const end = first.end === null ? '.' : endOf(first.end, client.kind)
  const mendFirst = (first.end?.exitCode ?? 0) === 0 ? '' : 'Fix that first. '
  const saysItSent = first.end?.exitCode === 0
  const isQueue = client.kind === 'command' && saysItSent
  const only = saysItSent && controls.length === 1 ? sentElsewhere : ''
  return new FourportError('CLIENT_NEVER_CONNECTED', `${client.name} never connected, on ${where}${end}`, {
    help: `${mendFirst}${helps[client.kind]}${only}${isQueue ? runsQueue : ''}${mendFirst === '' ? '' : ' docs/cannot-connect.md says what the errors of clients mean.'}`,
  })
}

function endOf(end: NonNullable<VerifyCell['end']>, kind: Client['kind']): string {
  const said = lastWords(end.output)
  // A function has no exit code, but to be told by.
  const isFunction = kind === 'function' && !end.timedOut
  const returned = end.exitCode === 0 ? 'it returned without an error' : 'it threw'
  const how = isFunction ? returned : `${endWords(end)}; it printed`
  const nothing = isFunction ? '.' : ' nothing.'
  return [`: ${how}${said.length === 0 ? nothing : ':'}`, ...said.map((line) => `  ${line}`)].join('\n')
}

/** Of a run that was not repeated on the other ports. */
const sentElsewhere =
  ' It was run once: it reports success, so its mail may have gone to another server. If it is for other ports, choose them with --ports.'

const runsQueue =
  ' A command that only queues the mail must run the queue too: processes that it leaves running are ended with it.'

const helps: Readonly<Record<Client['kind'], string>> = {
  command:
    'It gets the host and port from SMTP_HOST and SMTP_PORT, from its own variables (--env NAME={port}), and from {host} and {port} in its arguments.',
  function: 'It gets `host` and `port` from the target that it is called with.',
  unseen:
    'The app gets the host and port from {host} and {port} in the URL, or it is set up with those of the first run.',
}
