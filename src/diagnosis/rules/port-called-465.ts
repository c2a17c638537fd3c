/** The number that many clients take for implicit TLS (RFC 8314). */
const usual = 465

/** What makes a client use implicit TLS on another number. */
const settings: Readonly<Record<string, string>> = {
  nodemailer: 'Without `secure: true`, Nodemailer uses implicit TLS on port 465 only.',
  symfony:
    'With `smtp://`, Symfony uses implicit TLS on port 465 only: write `smtps://` (Laravel: `MAIL_SCHEME=smtps`).',
  mailkit:
    'With `SecureSocketOptions.Auto`, MailKit uses implicit TLS on port 465 only: write `SslOnConnect`.',
}

/** For the fix where implicit TLS is on a number that clients do not know it by; nothing on the usual one. */
export function onlyOn465(
  { name, port }: { readonly name: string; readonly port: number },
  library: string | null,
): string {
  if (port === usual) return ''
  const own = settings[library ?? '']
  if (own !== undefined) return ` ${own}`
  if (library !== null) return ''
  return ` Some clients use implicit TLS on port 465 only, unless a setting says so (Nodemailer without \`secure\`, Symfony and Laravel with \`smtp://\`, MailKit with Auto), and some have no setting for it (Alertmanager before 0.31): let this server listen there (\`fourport --port ${name}=${usual}\`; if the system forbids that, the server prints at the start what allows it).`
}
