import { goMail, goNetSmtp } from './go.ts'
import { jakartaMail, mailkit } from './java-and-dotnet.ts'
import { nodemailer } from './javascript.ts'
import type { KnownClient } from './mark.ts'
import { phpmailer, symfony } from './php.ts'
import { curl, msmtp, postfix, swaks } from './programs.ts'
import { django, smtplib } from './python.ts'
import { netSmtp, rails } from './ruby.ts'

/** Clients that can be recognised. Laravel looks like Symfony, Spring Boot like Jakarta Mail. */
export const clients: readonly KnownClient[] = [
  nodemailer,
  smtplib,
  django,
  phpmailer,
  symfony,
  netSmtp,
  rails,
  goNetSmtp,
  goMail,
  jakartaMail,
  mailkit,
  curl,
  swaks,
  msmtp,
  postfix,
]
