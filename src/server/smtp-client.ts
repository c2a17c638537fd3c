import { isAscii } from 'node:buffer'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { messageOf } from '../base/errors.ts'

export interface ClientEnvelope {
  readonly from: string
  readonly to: readonly string[]
}

export interface ClientLogin {
  readonly user: string
  readonly pass: string
}

/**
 * Connects, logs in where there is a login, and sends one message. By Nodemailer's connection and not its `sendMail`, which reads an envelope as a
 * header: what was one address would become a list again.
 *
 * @throws Error what the server answered, or that it closed the connection
 */
export async function sendBy(
  connection: SMTPConnection,
  login: ClientLogin | null,
  envelope: ClientEnvelope,
  raw: Buffer,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connection.on('error', reject)
    connection.on('end', () => reject(new Error('the connection was closed')))
    converse(connection, login, envelope, raw).then(resolve, reject)
  })
  connection.quit()
}

async function converse(
  connection: SMTPConnection,
  login: ClientLogin | null,
  { from, to }: ClientEnvelope,
  raw: Buffer,
): Promise<void> {
  await called<void>((done) => connection.connect((error) => done(error)))
  if (login !== null) {
    if (!connection.allowsAuth) throw new Error('it offers no AUTH, and a user is configured')
    await called<void>((done) => connection.login(login, (error) => done(error)))
  }
  const head = { from, to: [...to], size: raw.length, use8BitMime: !isAscii(raw) }
  const { accepted, rejected, rejectedErrors } = await called<SMTPConnection.SentMessageInfo>((done) =>
    connection.send(head, raw, done),
  )
  if (rejected.length === 0) return
  const replies = (rejectedErrors ?? []).map(messageOf).join('; ')
  throw new Error(`${rejected.join(', ')} was refused (${replies}); ${accepted.join(', ')} has it`)
}

function called<Result>(
  call: (done: (error?: Error | null, result?: Result) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result as Result)))
  })
}
