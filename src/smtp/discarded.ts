import type { Fact } from './session-recorder.ts'

/** Plaintext that came behind STARTTLS: how much, and the verbs of its first lines, nothing else of it. */
export function discardedOf(bytes: Buffer): Fact {
  const verbs = bytes
    .toString('latin1', 0, 512)
    .split(/\r?\n/)
    .map((line) => /^(?:EHLO|HELO|MAIL|RCPT|DATA|RSET|NOOP|QUIT|AUTH|STARTTLS)(?=[ \t]|$)/i.exec(line)?.[0])
    .filter((verb) => verb !== undefined)
    .map((verb) => verb.toUpperCase())
  return { kind: 'discarded', sizeBytes: bytes.length, verbs: verbs.slice(0, 10) }
}
