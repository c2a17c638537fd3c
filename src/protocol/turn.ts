import type { FaultPoint } from '../model/fault.ts'
import type { NewMessage } from '../model/message.ts'
import type { ParsedPath } from './path.ts'
import type { Change } from './replies/changed-reply.ts'
import type { Reply } from './replies/reply.ts'
import type { Connection, Dialogue } from './smtp-server.ts'

/** What is under way at a point where a fault may have been set. */
export interface Passing {
  /** Octets of content that have come, at that point. */
  readonly octets?: number
  /** Who is about to log in. */
  readonly user?: string
  /** What happens where no fault refuses it or cuts it off. */
  readonly goOn: () => void
  /** It is refused or cut off. */
  readonly refused?: () => void
  /** It stays for a while: what it has of memory that changes has to be copied. */
  readonly hold?: () => void
}

/** A conversation, as those know it who decide what becomes of a command or a message. */
export interface Turn extends Dialogue {
  /** smtp-server's side; null: no command has been run. */
  readonly connection: Connection | null
  readonly user: string | null
  /** Whether its bytes are under TLS. */
  readonly secure: boolean
  /** Whether a reply is not out yet. */
  readonly pipelined: boolean
  /** Replies from now on answer this command. */
  begin(verb: string): void
  /** A reply that counts towards no limit. */
  put(reply: Reply): void
  /** Octets in the same write as the reply before. */
  behind(octets: string): void
  /** The next reply that is no refusal is to be another. */
  change(change: Change): void
  /** Whether EHLO was answered, on purpose, as if there were no such capability. */
  withholds(capability: string): boolean
  /** The last reply of all. */
  finish(reply: Reply): void
  /** Nothing that comes is looked at, until what is waited for is there. */
  wait(): void
  /** DATA may begin, or has to wait. */
  askForMessage(): void
  /** The message goes to the store. */
  deliver(message: NewMessage): void
  answerMessage(reply: Reply): void
  /** The message is answered for. */
  messageDone(): void
  startTls(): void
  /** Passes a point; `path` is that of the MAIL or RCPT that is asked for. */
  pass(at: FaultPoint, path: ParsedPath | null, passing: Passing): void
  /** Resets the connection, behind what was said. */
  reset(): void
}
