import { goMail, goNetSmtp, goSimpleMail, goSmtp } from './go.ts'
import { jakartaMail, mailkit, vertxMail } from './java-and-dotnet.ts'
import { nodemailer } from './javascript.ts'
import type { KnownClient } from './mark.ts'
import { phpmailer, symfony } from './php.ts'
import { curl, msmtp, postfix, swaks } from './programs.ts'
import { aiosmtplib, smtplib } from './python.ts'
import { netSmtp, rails } from './ruby.ts'
import { lettre, mailSend } from './rust.ts'

/** Clients that can be recognised. What stands on one of them looks like it: Laravel like Symfony, Spring like Jakarta Mail, Django like smtplib. */
export const clients: readonly KnownClient[] = [
  nodemailer,
  smtplib,
  aiosmtplib,
  phpmailer,
  symfony,
  netSmtp,
  rails,
  goNetSmtp,
  goSmtp,
  goMail,
  goSimpleMail,
  lettre,
  mailSend,
  jakartaMail,
  vertxMail,
  mailkit,
  curl,
  swaks,
  msmtp,
  postfix,
]
