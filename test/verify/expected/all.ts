import { aiosmtplib } from './aiosmtplib.ts'
import { curl } from './curl.ts'
import type { ExpectedClient } from './expected-client.ts'
import { goMail } from './go-mail.ts'
import { goNetSmtp } from './go-net-smtp.ts'
import { lettre } from './lettre.ts'
import { msmtp } from './msmtp.ts'
import { netSmtp } from './net-smtp.ts'
import { nodemailer } from './nodemailer.ts'
import { phpmailer } from './phpmailer.ts'
import { smtplib } from './smtplib.ts'

/** Every client that something is expected of. */
export const expectedClients: readonly ExpectedClient[] = [
  curl,
  msmtp,
  netSmtp,
  phpmailer,
  ...smtplib,
  aiosmtplib,
  ...goNetSmtp,
  goMail,
  ...lettre,
  nodemailer,
]

/** Clients that can be measured, and whose sources nobody has read for it yet. */
export const notYetExpected: readonly string[] = [
  'django',
  'emailjs',
  'go-smtp',
  'jakarta-mail',
  'postfix',
  'simple-java-mail',
  'smtp-client',
  'spring',
  'swaks',
  'upyo',
]
