/**
 * The bytes that an encoded body stands for (RFC 2045 §6).
 *
 * @param encoding - In lower case; one that is not known changes nothing
 */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64')
  if (encoding !== 'quoted-printable') return body
  const lines = body.toString('latin1').split('\n').map(withoutBlanks)
  const text = lines
    .join('\n')
    .replace(/=\r?\n|=$/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(text, 'latin1')
}

/** Blanks at the end of an encoded line are of the transport. Counted, because a pattern would take the square of their number. */
function withoutBlanks(line: string): string {
  const end = line.endsWith('\r') ? line.length - 1 : line.length
  let last = end
  while (line[last - 1] === ' ' || line[last - 1] === '\t') last--
  return line.slice(0, last) + line.slice(end)
}
