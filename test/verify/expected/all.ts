import { aiosmtplib } from './aiosmtplib.ts'
import { curl } from './curl.ts'
import { django } from './django.ts'
import { emailjs } from './emailjs.ts'
import type { ExpectedClient } from './expected-client.ts'
import { goMailers } from './go-mailers.ts'
import { goMail } from './go-mail.ts'
import { goNetSmtp } from './go-net-smtp.ts'
import { goSmtp } from './go-smtp.ts'
import { jakartaMail } from './jakarta-mail.ts'
import { lettre } from './lettre.ts'
import { mailSend } from './mail-send.ts'
import { mailutils } from './mailutils.ts'
import { msmtp } from './msmtp.ts'
import { mutt } from './mutt.ts'
import { netSmtp, onNetSmtp } from './net-smtp.ts'
import { nodemailer } from './nodemailer.ts'
import { perl } from './perl.ts'
import { phpmailer } from './phpmailer.ts'
import { postfix } from './postfix.ts'
import { pythonMailers } from './python-mailers.ts'
import { sNail } from './s-nail.ts'
import { smtpClient } from './smtp-client.ts'
import { smtplib } from './smtplib.ts'
import { swaks } from './swaks.ts'
import { symfonyMailer } from './symfony-mailer.ts'
import { upyo } from './upyo.ts'
import { vertx } from './vertx.ts'

/** Every client that something is expected of. */
export const expectedClients: readonly ExpectedClient[] = [
  curl,
  swaks,
  msmtp,
  netSmtp,
  phpmailer,
  postfix,
  ...smtplib,
  aiosmtplib,
  django,
  ...goNetSmtp,
  goMail,
  goSmtp,
  ...lettre,
  ...jakartaMail,
  nodemailer,
  emailjs,
  upyo,
  smtpClient,
  ...perl,
  symfonyMailer,
  ...onNetSmtp,
  sNail,
  ...mutt,
  mailutils,
  ...goMailers,
  mailSend,
  vertx,
  ...pythonMailers,
]
