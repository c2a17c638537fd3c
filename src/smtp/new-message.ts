import type { Pieces } from '../base/pieces.ts'
import type { Envelope, NewMessage } from '../model/message.ts'
import type { LineFaults } from '../model/observation.ts'
import type { Transaction } from './connection.ts'
import { lineFaults } from './line-faults.ts'
import type { ListenerShared } from './shared.ts'

/** Where a message came from. */
export interface Origin extends Pick<NewMessage, 'sessionId' | 'tls' | 'auth' | 'remote' | 'clientName'> {
  readonly listener: ListenerShared
}

/** A message as it is handed on. Its bytes are joined only for a reader of `raw`. */
class ArrivedMessage implements NewMessage {
  readonly id: string
  readonly receivedAt: number
  readonly #content: Pieces
  readonly envelope: Envelope
  readonly listener: string
  readonly profile: NewMessage['profile']
  readonly port: number
  readonly sessionId: string
  readonly tls: NewMessage['tls']
  readonly auth: NewMessage['auth']
  readonly remote: NewMessage['remote']
  readonly clientName: string
  readonly faults: LineFaults

  constructor(content: Pieces, envelope: Envelope, origin: Origin) {
    const { clock, ids, port } = origin.listener
    this.id = ids.next('m')
    this.receivedAt = clock.now()
    this.#content = content
    this.envelope = envelope
    this.listener = port.name
    this.profile = port.profile
    this.port = port.port
    this.sessionId = origin.sessionId
    this.tls = origin.tls
    this.auth = origin.auth
    this.remote = origin.remote
    this.clientName = origin.clientName
    this.faults = lineFaults(content)
  }

  get raw(): Buffer {
    return this.#content.whole
  }

  get pieces(): readonly Buffer[] {
    return this.#content.parts
  }
}

/** A message as it is handed on. */
export function messageOf(content: Pieces, transaction: Transaction, origin: Origin): NewMessage {
  return new ArrivedMessage(content, envelopeOf(transaction), origin)
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
