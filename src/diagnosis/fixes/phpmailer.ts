import { lines, loginOff, timeOutSeconds, userOf, type Library, type FixTarget } from './library.ts'
import { singleQuoted } from './literals.ts'

const modes = {
  implicit: ['$mail->SMTPSecure = PHPMailer::ENCRYPTION_SMTPS; // TLS from the first byte'],
  starttls: ['$mail->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS; // SMTPAutoTLS does not insist on it'],
  none: ["$mail->SMTPSecure = '';", '$mail->SMTPAutoTLS = false; // this port has no TLS'],
}

export const phpmailer: Library = {
  id: 'phpmailer',
  label: 'PHPMailer',
  language: 'php',
  fix: (fixKind, target) =>
    lines(
      'use PHPMailer\\PHPMailer\\PHPMailer;',
      '',
      '$mail = new PHPMailer(true);',
      '$mail->isSMTP();',
      `$mail->Host = ${singleQuoted(target.host)};`,
      `$mail->Port = ${target.port};`,
      ...modes[target.tls],
      tlsOptions(target),
      fixKind === 'tls-version' && "// without 'crypto_method' in SMTPOptions",
      ...(target.login
        ? [
            '$mail->SMTPAuth = true;',
            `$mail->Username = ${singleQuoted(userOf(target))};`,
            "$mail->Password = getenv('SMTP_PASS');",
          ]
        : loginOff(target, '$mail->SMTPAuth = false;')),
      fixKind === 'time-out' && `$mail->Timeout = ${timeOutSeconds};`,
    ),
}

function tlsOptions(target: FixTarget): string | null {
  if (target.tls === 'none') return null
  const options = [
    target.caFile !== null && `'cafile' => ${singleQuoted(target.caFile)}`,
    target.serverName !== null && `'peer_name' => ${singleQuoted(target.serverName)}`,
  ].filter((part) => part !== false)
  return options.length === 0 ? null : `$mail->SMTPOptions = ['ssl' => [${options.join(', ')}]];`
}
