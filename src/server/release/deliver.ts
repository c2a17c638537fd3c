import { isAscii } from 'node:buffer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { FourportError, messageOf } from '../../base/errors.ts'
import type { ResolvedRelease } from '../../options/options.ts'

interface Envelope {
  readonly from: string
  readonly to: readonly string[]
}

/**
 * Hands bytes to a real server. By Nodemailer's connection and not its `sendMail`, which reads an envelope as a header:
 * what was one address would become a list again.
 *
 * @throws FourportError RELEASE_FAILED
 */
export async function deliver(settings: ResolvedRelease, envelope: Envelope, raw: Buffer): Promise<void> {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    requireTLS: settings.tls === 'starttls',
    ignoreTLS: settings.tls === 'none',
  })
  try {
    await new Promise<void>((resolve, reject) => {
      connection.on('error', reject)
      connection.on('end', () => reject(new Error('the connection was closed')))
      converse(connection, settings, envelope, raw).then(resolve, reject)
    })
    connection.quit()
  } catch (error) {
    connection.close()
    throw new FourportError(
      'RELEASE_FAILED',
      `${settings.host}:${settings.port} did not take the message: ${messageOf(error)}`,
      { cause: error },
    )
  }
}

async function converse(
  connection: SMTPConnection,
  { user, password }: ResolvedRelease,
  { from, to }: Envelope,
  raw: Buffer,
): Promise<void> {
  await called<void>((done) => connection.connect((error) => done(error)))
  if (user !== null) {
    if (!connection.allowsAuth) throw new Error('it offers no AUTH, and a user is configured')
    await called<void>((done) => connection.login({ user, pass: password ?? '' }, (error) => done(error)))
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
