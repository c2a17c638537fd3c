import { printable } from './printable.ts'

/** Enough for a sentence and where it was said. */
const most = 3

/** `Error: …`, `smtplib.SMTPException: …`, `Exception in thread …`, `fatal: …` */
const complaint = /^(?:[\w.$[\]: -]*(?:Error|Exception)\b|(?:fatal|error|panic)\b)/i

/**
 * Of what a client printed, the lines that say why it ended: from its last complaint on, as a stack or the version of a
 * runtime may stand below it; else the last.
 */
export function lastWords(output: string): readonly string[] {
  const lines = printable(output)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const from = lines.findLastIndex((line) => complaint.test(line.trimStart()))
  return from === -1 ? lines.slice(-most) : lines.slice(from, from + most)
}
