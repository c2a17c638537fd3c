import type { MailClient } from './client.ts'
import { curlClient } from './curl.ts'
import { msmtpClient } from './msmtp.ts'
import { netSmtpClient } from './net-smtp.ts'
import { nodemailerClient } from './nodemailer.ts'
import { opensslClient } from './openssl.ts'
import { phpmailerClient } from './phpmailer.ts'
import { smtplibClient } from './smtplib.ts'
import { swaksClient } from './swaks.ts'

export const clients: readonly MailClient[] = [
  nodemailerClient,
  curlClient,
  swaksClient,
  msmtpClient,
  smtplibClient,
  phpmailerClient,
  netSmtpClient,
  opensslClient,
]

/** Why the tests of a client are skipped, or null. On a build machine a missing client is an error: nobody reads skips there. */
export function whyNot(client: Pick<MailClient, 'missing'>): string | null {
  const reason = client.missing()
  if (reason === null) return null
  if (process.env['CI'] === 'true') {
    throw new Error(`${reason}, and with CI=true every client must be there. Install it, or see .ci/run.`)
  }
  process.stdout.write(`skipped: ${reason}\n`)
  return reason
}

/** Every real client that can run here. */
export function presentClients(): readonly MailClient[] {
  return clients.filter((client) => whyNot(client) === null)
}

export { labelOf } from './client.ts'
export type { ClientResult, ClientSetup, Mechanism, MailClient } from './client.ts'
