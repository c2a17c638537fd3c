import type { Facts } from '../facts.ts'
import { acceptedStarttls } from '../queries.ts'
import type { RuleContext } from '../rule.ts'

/** Libraries that use STARTTLS wherever it is offered, unless they are set not to: the setting. */
const stops: Readonly<Record<string, string>> = {
  nodemailer: '`ignoreTLS: true`',
  aiosmtplib: '`start_tls=False`',
  phpmailer: '`$mail->SMTPAutoTLS = false;`',
  symfony: '`?auto_tls=false` in MAILER_DSN (from 7.1 on)',
  'net-smtp': '`starttls: false`',
  rails: '`enable_starttls_auto: false`',
  go: 'a client of your own without StartTLS(), since smtp.SendMail always calls it',
  'go-mail': '`mail.WithTLSPolicy(mail.NoTLS)`',
  'jakarta-mail': '`mail.smtp.starttls.enable=false`',
  mailkit: '`SecureSocketOptions.None`',
  lettre: '`Tls::None`',
  curl: 'no --ssl',
  swaks: 'no -tlso',
  postfix: '`smtp_tls_security_level = none`',
}

const shown: readonly (readonly [string, string])[] = [
  ['Nodemailer', 'nodemailer'],
  ['PHPMailer', 'phpmailer'],
  ['Symfony', 'symfony'],
  ['Rails', 'rails'],
]

/** What stops a client that uses STARTTLS by itself; null: a known one that only does so when told. */
export function stopOfStarttls(library: string | null): string | null {
  if (library !== null) return stops[library] ?? null
  return `a setting of the library (${shown.map(([label, id]) => `${label}: ${stops[id]}`).join('; ')})`
}

/** For the fix of what went wrong under STARTTLS: nobody may have asked for it. Nothing where it cannot be so. */
export function unaskedStarttls(facts: Facts, { library }: RuleContext): string {
  const stop = stopOfStarttls(library)
  if (stop === null || acceptedStarttls(facts) === null) return ''
  const { port } = facts.record
  const elsewhere = port.tlsRequired ? `, and a port without TLS, because port ${port.port} requires it` : ''
  return ` If the app should not use TLS at all: its library started TLS because the server offers it. To stop that: ${stop}${elsewhere}.`
}
