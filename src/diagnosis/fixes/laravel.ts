import { lines, timeOutSeconds, userOf, type Library } from './library.ts'
import { doubleQuoted } from './literals.ts'
import { trust } from './symfony.ts'

export const laravel: Library = {
  id: 'laravel',
  label: 'Laravel',
  language: 'ini',
  fix: (situation, target) =>
    lines(
      '# .env',
      'MAIL_MAILER=smtp',
      `MAIL_SCHEME=${target.tls === 'implicit' ? 'smtps' : 'smtp'}`,
      `MAIL_HOST=${target.serverName ?? target.host}`,
      `MAIL_PORT=${target.port}`,
      target.login ? `MAIL_USERNAME=${doubleQuoted(userOf(target))}` : 'MAIL_USERNAME=null',
      target.login ? 'MAIL_PASSWORD="${SMTP_PASSWORD}"' : 'MAIL_PASSWORD=null',
      target.tls === 'starttls' && "# config/mail.php, mailers.smtp: 'require_tls' => true",
      target.tls === 'none' && "# config/mail.php, mailers.smtp: 'auto_tls' => false",
      situation === 'time-out' && `# config/mail.php, mailers.smtp: 'timeout' => ${timeOutSeconds}`,
      ...trust(target),
    ),
}
