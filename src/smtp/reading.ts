import type { Socket } from 'node:net'

/** Why a client is not read: it does not read our replies, or has sent more behind a message that is not answered for. */
type Reason = 'unread' | 'owed'

/** The one owner of a socket's pause: it is read while there is no reason against it. */
export class Reading {
  readonly #socket: Socket
  #unread = false
  #owed = false

  constructor(socket: Socket) {
    this.#socket = socket
  }

  stop(reason: Reason): void {
    this.#set(reason, true)
    this.#socket.pause()
  }

  go(reason: Reason): void {
    this.#set(reason, false)
    if (!this.#unread && !this.#owed) this.#socket.resume()
  }

  #set(reason: Reason, stopped: boolean): void {
    if (reason === 'unread') this.#unread = stopped
    else this.#owed = stopped
  }
}
