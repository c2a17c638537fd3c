import { printable } from './printable.ts'

/** Enough for a sentence and where it was said. */
const most = 3

/** `Error: …`, `smtplib.SMTPException: …`, `Exception in thread …`, `fatal: …` */
const complaint = /^(?:[\w.$[\]: -]*(?:Error|Exception)\b|(?:fatal|error|panic)\b)/i
/** What Python says between two errors. */
const between = /^(?:During handling of the above exception|The above exception was the direct cause)/
/** Above the calls that led to an error of Python's, which stands below them whatever its name is. */
const traceback = 'Traceback (most recent call last):'

/**
 * Of what a client printed, the lines that say why it ended: from its last complaint on, as a stack or the version of a
 * runtime may stand below it; else the last.
 */
export function lastWords(output: string): readonly string[] {
  const lines = printable(output)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const calls = lines.lastIndexOf(traceback)
  const pythons = calls === -1 ? -1 : lines.findIndex((line, index) => index > calls && !line.startsWith(' '))
  const from =
    pythons === -1
      ? lines.findLastIndex((line) => complaint.test(line.trimStart()) && !between.test(line))
      : pythons
  return from === -1 ? lines.slice(-most) : lines.slice(from, from + most)
}
