import {
  lines,
  loginOff,
  passwordOf,
  recipient,
  sender,
  timeOutSeconds,
  userOf,
  type FixTarget,
  type Library,
} from './library.ts'
import { singleQuoted } from './literals.ts'
import type { FixKind } from '../fix-kind.ts'

const modes = {
  implicit: ['$mail->SMTPSecure = PHPMailer::ENCRYPTION_SMTPS; // TLS from the first byte'],
  starttls: ['$mail->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS; // SMTPAutoTLS does not insist on it'],
  none: ["$mail->SMTPSecure = '';", '$mail->SMTPAutoTLS = false; // this port has no TLS'],
}

export const phpmailer: Library = {
  id: 'phpmailer',
  label: 'PHPMailer',
  language: 'php',
  fix: (fixKind, target) => settings(fixKind, target, []),
  setup: (target) =>
    lines(
      '<?php',
      settings('port', target, ["require 'vendor/autoload.php';", '']),
      '',
      `$mail->setFrom('${sender}');`,
      `$mail->addAddress('${recipient}');`,
      "$mail->Subject = 'Test';",
      "$mail->Body = 'Hello';",
      '$mail->send();',
    ),
}

function settings(fixKind: FixKind, target: FixTarget, before: readonly string[]): string {
  return lines(
    'use PHPMailer\\PHPMailer\\PHPMailer;',
    '',
    ...before,
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
          `$mail->Password = ${passwordOf(target, singleQuoted, "getenv('SMTP_PASS')")};`,
        ]
      : loginOff(target, '$mail->SMTPAuth = false;')),
    fixKind === 'time-out' && `$mail->Timeout = ${timeOutSeconds};`,
  )
}

function tlsOptions(target: FixTarget): string | null {
  if (target.tls === 'none') return null
  const options = [
    target.caFile !== null && `'cafile' => ${singleQuoted(target.caFile)}`,
    target.serverName !== null && `'peer_name' => ${singleQuoted(target.serverName)}`,
  ].filter((part) => part !== false)
  return options.length === 0 ? null : `$mail->SMTPOptions = ['ssl' => [${options.join(', ')}]];`
}
