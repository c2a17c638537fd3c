/** The number that many clients take for implicit TLS (RFC 8314). */
const usual = 465

/** What makes a client use implicit TLS on another number. */
const settings: Readonly<Record<string, string>> = {
  nodemailer: 'Without `secure: true`, Nodemailer does so on port 465 alone.',
  symfony:
    'With `smtp://`, Symfony does so on port 465 alone: write `smtps://` (Laravel: `MAIL_SCHEME=smtps`).',
  mailkit: 'With `SecureSocketOptions.Auto`, MailKit does so on port 465 alone: write `SslOnConnect`.',
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
  return ` Some clients do so on port 465 alone unless they are set to (Nodemailer without \`secure\`, Symfony and Laravel with \`smtp://\`, MailKit with Auto), and some have no setting for it (Alertmanager before 0.31): let this server listen there (\`fourport --port ${name}=${usual}\`).`
}
