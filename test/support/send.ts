import { createTransport, type SendMailOptions } from 'nodemailer'
import type { ServerPort } from '../../src/index.ts'

/** Sends one mail with Nodemailer and the port's own settings. */
export async function send(port: ServerPort, mail: SendMailOptions = {}): Promise<void> {
  const transport = createTransport(port.nodemailer)
  await transport.sendMail({
    from: 'shop@example.test',
    to: 'ada@example.test',
    subject: 'Hello',
    text: 'Hello, Ada.',
    ...mail,
  })
  transport.close()
}
