/** Whoever has the bytes of a connection at the moment: an opening, a handshake, a conversation. */
export interface Stage {
  receive(chunk: Buffer): void
  /** The peer will send no more, or is gone. Called once at least. */
  peerEnded(): void
}
