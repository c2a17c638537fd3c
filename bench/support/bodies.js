const head =
  'From: a@bench.test\r\nTo: b@bench.test\r\nSubject: bench\r\nMessage-ID: <1@bench.test>\r\nDate: Mon, 01 Jan 2024 00:00:00 +0000\r\n\r\n'

function fill(sizeBytes, text) {
  const lines = Math.ceil((sizeBytes - head.length) / text.length)
  return Buffer.from(`${head}${text.repeat(lines)}.\r\n`, 'latin1')
}

const line = `${'The quick brown fox jumps over the lazy dog and runs home. '.repeat(2).slice(0, 74)}\r\n`

/** Messages as they go over the wire: final dot included, dots stuffed. */
export const bodies = {
  'plain-1k': () => fill(1024, line),
  'plain-2k': () => fill(2048, line),
  'plain-31k': () => fill(31 * 1024, line),
  'plain-1m': () => fill(1024 * 1024, line),
  'dotted-1m': () => fill(1024 * 1024, `..${line.slice(2)}`),
  'dots-1m': () => fill(1024 * 1024, '..\r\n'),
}
