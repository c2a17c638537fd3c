import type { BoundPort } from '../../model/port-profile.ts'

/** A message as a careful client writes it (RFC 5322 §3.6): the diagnosis has nothing to say of it. */
export function testMessage(
  { port, name }: BoundPort,
  { from, to }: { readonly from: string; readonly to: readonly string[] },
  date: Date,
): Buffer {
  const lines = [
    `From: Fourport <${from}>`,
    `To: ${to.join(', ')}`,
    `Subject: A test mail to port ${port}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${date.getTime().toString(36)}.${port}@fourport.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `The page of Fourport sent this to port ${port} (${name}), over the socket as any client does.`,
    'Its session shows every line of it.',
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}
