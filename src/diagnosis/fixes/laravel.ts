import { lines, timeOutSeconds, userOf, type Library } from './library.ts'
import { dotenvValue } from './literals.ts'
import { hostsComment, phpIni } from './symfony.ts'

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
      target.login ? `MAIL_USERNAME=${dotenvValue(userOf(target))}` : 'MAIL_USERNAME=null',
      target.login ? 'MAIL_PASSWORD="${SMTP_PASSWORD}"' : 'MAIL_PASSWORD=null',
      target.tls === 'starttls' && "# config/mail.php, mailers.smtp: 'require_tls' => true",
      target.tls === 'none' && "# config/mail.php, mailers.smtp: 'auto_tls' => false",
      fixKind === 'time-out' && `# config/mail.php, mailers.smtp: 'timeout' => ${timeOutSeconds}`,
      ...hostsComment(target),
      ...phpIni(target),
    ),
}
