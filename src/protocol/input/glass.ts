/** A page of WebAssembly, and the most that Node reads at once. */
export const glassBytes = 64 * 1024

/** What one look at bytes tells, as bits. */
export const told = {
  /** Some CR or LF is not part of a CRLF. */
  bare: 1,
  /** Some 256 bytes in a row hold no LF: there may be a line that is too long. Without it there is none. */
  sparse: 2,
  eightBit: 4,
  nul: 8,
  /** Some LF has a dot behind it: there may be a stuffed dot, or the end. Without it there is none. */
  dotted: 16,
} as const

/** What is told where nothing could be seen: all of it may be there. */
export const anything = Object.values(told).reduce((bits, bit) => bits | bit, 0)

/** The end of a message: nothing else is (RFC 5321 §4.1.1.4). */
export const terminator: Buffer = Buffer.from('\r\n.\r\n')

/** Looks at bytes in memory of its own: what comes from the network is best put there, and need not be copied first. */
export interface Glass {
  /** `glassBytes` of it. */
  readonly buffer: Buffer
  /**
   * Looks at the first `end` bytes.
   * @param before - The byte before them; 0: there is none
   * @returns Bits of {@link told}
   */
  look(bytes: Buffer, end: number, before: number): number
  /** Where the first terminator from `start` on begins; -1: there is none. */
  find(bytes: Buffer, start: number): number
  /**
   * Bytes without the dots behind CRLF (RFC 5321 §4.5.2), at most `glassBytes`; theirs only until the next call. What
   * comes before the first byte of all is taken for no line end.
   */
  unstuffed(bytes: Buffer, start: number, end: number): Buffer
}
