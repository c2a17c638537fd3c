import { skippedFor } from '../programs/programs.ts'
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

/** Why the tests of a client are skipped, which is printed; null: they are not. */
export function whyNot(client: Pick<MailClient, 'missing'>): string | null {
  return skippedFor(client.missing())
}

/** Every real client that can run here. */
export function presentClients(): readonly MailClient[] {
  return clients.filter((client) => whyNot(client) === null)
}

export { labelOf } from './client.ts'
export type { ClientResult, ClientSetup, Mechanism, MailClient } from './client.ts'
