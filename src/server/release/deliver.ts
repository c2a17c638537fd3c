import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { FourportError, messageOf } from '../../base/errors.ts'
import type { ResolvedRelease } from '../../options/options.ts'
import { type ClientEnvelope, sendBy } from '../smtp-client.ts'

/**
 * Hands bytes to a real server.
 *
 * @throws FourportError RELEASE_FAILED
 */
export async function deliver(
  settings: ResolvedRelease,
  envelope: ClientEnvelope,
  raw: Buffer,
): Promise<void> {
  const { host, port, tls, user, password } = settings
  const connection = new SMTPConnection({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
  })
  try {
    await sendBy(connection, user === null ? null : { user, pass: password ?? '' }, envelope, raw)
  } catch (error) {
    connection.close()
    throw new FourportError(
      'RELEASE_FAILED',
      `${host}:${port} did not take the message: ${messageOf(error)}`,
      { cause: error },
    )
  }
}
