import { createTransport, type SendMailOptions } from 'nodemailer'
import type { ParsedMessage } from '../../src/model/parsed-message.ts'
import { capturedMessage, readerOf } from '../store/messages.ts'

/** The bytes nodemailer would send. */
export async function buildMail(mail: SendMailOptions): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await transport.sendMail(mail)
  return message as Buffer
}

export function parse(raw: Buffer | string): Promise<ParsedMessage> {
  return readerOf().parse(capturedMessage({ raw }))
}

/** A mail written by hand: lines, joined as the wire has them. Characters are bytes. */
export function lines(...text: string[]): Buffer {
  return Buffer.from(text.join('\r\n'), 'latin1')
}
