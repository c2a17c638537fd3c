import type { Content, Envelope, MessageFacts, NewMessage } from '../model/message.ts'
import type { LineFaults } from '../model/observation.ts'
import type { ListenerShared } from './shared.ts'
import type { Transaction } from './smtp-server.ts'

/** Where a message came from. */
export interface Origin extends Pick<MessageFacts, 'sessionId' | 'tls' | 'auth' | 'remote' | 'clientName'> {
  readonly listener: ListenerShared
}

/** A message as it is handed on. */
export function messageOf(
  content: Content,
  faults: LineFaults,
  transaction: Transaction,
  { listener, sessionId, tls, auth, remote, clientName }: Origin,
): NewMessage {
  const { wallMs, ids, port } = listener
  return {
    id: ids.next('m'),
    receivedAt: wallMs(),
    content,
    envelope: envelopeOf(transaction),
    listener: port.name,
    profile: port.profile,
    port: port.port,
    sessionId,
    tls,
    auth,
    remote,
    clientName,
    faults,
  }
}

/** The parameters of the commands that were accepted; those of a refused MAIL are gone with it. */
function envelopeOf({ mailFrom, rcptTo }: Transaction): Envelope {
  const rcptParameters: Record<string, Readonly<Record<string, string | true>>> = {}
  for (const { address, args } of rcptTo) {
    if (Object.keys(args).length > 0) rcptParameters[address] = { ...args }
  }
  return {
    mailFrom: mailFrom.address,
    rcptTo: rcptTo.map((path) => path.address),
    mailParameters: { ...mailFrom.args },
    rcptParameters,
  }
}
