import { everyTls, type MailClient } from './client.ts'
import { ask, hasProgram } from '../programs/processes.ts'
import { missing } from '../programs/programs.ts'
import { runScript } from './script-client.ts'

const library = '/usr/share/php/libphp-phpmailer/autoload.php'

// Without a connection every command is an error.
const forgets = `require ${JSON.stringify(library)};
$smtp = new PHPMailer\\PHPMailer\\SMTP(); $smtp->noop(); $smtp->close(); exit($smtp->getError()['error'] === '' ? 0 : 1);`

/** An older PHPMailer forgets on closing what went wrong, so that its exception no longer says it. */
export const phpmailerForgets = (): boolean => hasProgram('php', ['-r', forgets])

export const phpmailerClient: MailClient = {
  name: 'phpmailer',
  kind: 'phpmailer',
  installed: 'on-this-machine',
  version: () => {
    const version = `require ${JSON.stringify(library)}; echo PHPMailer\\PHPMailer\\PHPMailer::VERSION;`
    return `${ask('php', ['-r', version])} on PHP ${ask('php', ['-r', 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;'])}`
  },
  mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
  tls: everyTls,
  bytes: 'the whole message, handed to PHPMailer’s own SMTP step as header and body',
  missing: () => missing('phpmailer'),
  send: (setup) => runScript('php', 'send.php', setup),
}
