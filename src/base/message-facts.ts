import { inspect, type InspectOptions } from 'node:util'

/** What is known of a message beside its bytes and its content, in the order in which it is printed. */
const factNames = [
  'id',
  'seq',
  'sizeBytes',
  'receivedAt',
  'envelope',
  'profile',
  'listener',
  'port',
  'sessionId',
  'tls',
  'auth',
  'remote',
  'clientName',
  'faults',
] as const

export type FactName = (typeof factNames)[number]

/** The facts of a message whose fields are getters, which neither JSON nor `console.log` would show. */
export function messageFacts<Message extends Readonly<Record<FactName, unknown>>>(
  message: Message,
): Pick<Message, FactName> {
  return Object.fromEntries(factNames.map((name) => [name, message[name]])) as Pick<Message, FactName>
}

/** The facts as `console.log` prints them, to the depth it is given. */
export function inspectMessage(
  className: string,
  message: Readonly<Record<FactName, unknown>>,
  depth: number | null,
  options: InspectOptions,
): string {
  return `${className} ${inspect(messageFacts(message), { ...options, depth })}`
}
