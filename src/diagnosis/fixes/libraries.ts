import { aiosmtplib } from './aiosmtplib.ts'
import { curl } from './curl.ts'
import { django } from './django.ts'
import { goMail } from './go-mail.ts'
import { goNetSmtp } from './go-net-smtp.ts'
import { goSmtp } from './go-smtp.ts'
import { jakartaMail } from './jakarta-mail.ts'
import { laravel } from './laravel.ts'
import { lettre } from './lettre.ts'
import type { Library } from './library.ts'
import { mailkit } from './mailkit.ts'
import { msmtp } from './msmtp.ts'
import { netSmtp } from './net-smtp.ts'
import { nodemailer } from './nodemailer.ts'
import { phpmailer } from './phpmailer.ts'
import { plainSettings } from './plain-settings.ts'
import { postfix } from './postfix.ts'
import { rails } from './rails.ts'
import { simpleJavaMail } from './simple-java-mail.ts'
import { smtplib } from './smtplib.ts'
import { spring } from './spring.ts'
import { swaks } from './swaks.ts'
import { symfony } from './symfony.ts'

/** Every library a fix can be given for; the plain settings last. */
export const libraries: readonly Library[] = [
  nodemailer,
  smtplib,
  aiosmtplib,
  django,
  phpmailer,
  symfony,
  laravel,
  netSmtp,
  rails,
  goNetSmtp,
  goMail,
  goSmtp,
  lettre,
  jakartaMail,
  simpleJavaMail,
  spring,
  mailkit,
  curl,
  swaks,
  msmtp,
  postfix,
  plainSettings,
]

/** Libraries by id, for the recognised client. */
export const libraryById: ReadonlyMap<string, Library> = new Map(
  libraries.map((library) => [library.id, library]),
)

/** What stands on a library and looks like it on the wire. */
export const builtUpon: Readonly<Record<string, readonly Library[]>> = {
  smtplib: [django],
  symfony: [laravel],
  'net-smtp': [rails],
  go: [goMail, goSmtp],
  'jakarta-mail': [spring, simpleJavaMail],
}
