/**
 * A message no honest server has a word to say about, with lines that a careless one would change: leading dots,
 * an empty line at the end, spaces before a line end, a line as long as RFC 5322 §2.1.1 allows.
 */
export function sampleMessage(from: string, to: readonly string[], subject: string): Buffer {
  const lines = [
    `From: Sender <${from}>`,
    `To: ${to.join(', ')}`,
    `Subject: ${subject}`,
    'Date: Tue, 14 Nov 2023 22:13:20 +0000',
    `Message-ID: <${subject.replaceAll(/[^a-z0-9]+/gi, '.')}@client.test>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Hello,',
    '.a leading dot',
    '..two of them',
    '.',
    'spaces at the end  ',
    'x'.repeat(998),
    'From the start of a line',
    '',
    'The end',
  ]
  return Buffer.from(lines.join('\r\n') + '\r\n', 'latin1')
}
