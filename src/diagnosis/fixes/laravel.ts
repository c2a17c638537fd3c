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
import { dotenvValue } from './literals.ts'
import { hostsComment, phpIni, toSendOne } from './symfony.ts'

export const laravel: Library = {
  id: 'laravel',
  label: 'Laravel',
  language: 'ini',
  fix: (fixKind, target) =>
    lines(
      '# .env',
      'MAIL_MAILER=smtp',
      // MAIL_ENCRYPTION is no longer read from Laravel 11 on.
      `MAIL_SCHEME=${target.tls === 'implicit' ? 'smtps' : 'smtp'}`,
      `MAIL_HOST=${dotenvValue(target.serverName ?? target.host)}`,
      `MAIL_PORT=${target.port}`,
      // Before the login, whose last comment speaks of the lines below it.
      target.tls === 'starttls' && "# config/mail.php, mailers.smtp: 'require_tls' => true",
      target.tls === 'none' && "# config/mail.php, mailers.smtp: 'auto_tls' => false",
      ...login(target),
      fixKind === 'time-out' && `# config/mail.php, mailers.smtp: 'timeout' => ${timeOutSeconds}`,
      ...hostsComment(target),
      ...phpIni(target),
    ),
  setup: (target) =>
    lines(laravel.fix('port', target), ...toSendOne(target, `php artisan tinker --execute='${sending}'`)),
}

const sending = `Mail::raw("Hello", fn ($mail) => $mail->from("${sender}")->to("${recipient}")->subject("Test"));`

function login(target: FixTarget): readonly string[] {
  if (target.login)
    return [
      `MAIL_USERNAME=${dotenvValue(userOf(target))}`,
      `MAIL_PASSWORD=${passwordOf(target, dotenvValue, '"${SMTP_PASS}"')}`,
    ]
  return loginOff(target, 'MAIL_USERNAME=null', 'MAIL_PASSWORD=null')
}
