import type { Envelope, NewMessage } from '../model/message.ts'
import type { HeaderFacts } from '../model/observation.ts'
import type { Transaction } from './connection.ts'
import { headerFacts } from './header-facts.ts'
import { lineFaults } from './line-faults.ts'
import type { ListenerShared } from './shared.ts'

/** Where a message came from. */
export interface Origin extends Pick<NewMessage, 'sessionId' | 'tls' | 'auth' | 'remote' | 'clientName'> {
  readonly listener: ListenerShared
}

/** A message as it is handed on, and what its header shows. */
export function messageOf(
  raw: Buffer,
  transaction: Transaction,
  origin: Origin,
): { readonly message: NewMessage; readonly header: HeaderFacts } {
  const { listener, sessionId, tls, auth, remote, clientName } = origin
  const { clock, ids, port } = listener
  const message: NewMessage = {
    id: ids.next('m'),
    receivedAt: clock.now(),
    raw,
    envelope: envelopeOf(transaction),
    listener: port.name,
    profile: port.profile,
    port: port.port,
    sessionId,
    tls,
    auth,
    remote,
    clientName,
    faults: lineFaults(raw),
  }
  return { message, header: headerFacts(raw) }
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
