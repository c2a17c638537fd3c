import { existsSync } from 'node:fs'
import { ask, askFor, hasProgram } from '../../test/support/programs/processes.ts'
import { beside, byVariables, notInstalled } from './settings.ts'
import type { VerifiedClient } from './verified-client.ts'

/** What a Perl program says of the version of modules. */
const ofPerl = (own: string, ...others: readonly string[]): string => {
  const versionOf = (name: string): string | null =>
    ask('perl', [`-M${name}`, '-e', `print ${name}->VERSION`])
  return `${versionOf(own)} with ${others.map((name) => `${name} ${versionOf(name)}`).join(' and ')}`
}

const hasPerl = (...modules: readonly string[]): boolean =>
  hasProgram('perl', [...modules.map((name) => `-M${name}`), '-e', '1'])

const perlNetSmtp: VerifiedClient = {
  name: 'perl-net-smtp',
  origin: 'Debian',
  missing: () => (hasPerl('Net::SMTP', 'IO::Socket::SSL', 'Authen::SASL') ? null : notInstalled),
  version: () => ofPerl('Net::SMTP', 'IO::Socket::SSL'),
  settings: byVariables(['perl', beside('net-smtp.pl')], {
    defaults: '`Net::SMTP->new($host)` and `starttls`, on 465 `SSL => 1`',
    recommended: '`Timeout`; what `starttls`, `auth` and each step return is checked',
  }),
}

const emailSender: VerifiedClient = {
  name: 'email-sender',
  origin: 'Debian',
  missing: () => (hasPerl('Email::Sender', 'IO::Socket::SSL', 'Authen::SASL') ? null : notInstalled),
  version: () => ofPerl('Email::Sender', 'Net::SMTP', 'IO::Socket::SSL'),
  settings: byVariables(['perl', beside('email-sender.pl')], {
    defaults: "`ssl => 'starttls'`, on 465 `ssl => 'ssl'`",
    recommended: '`timeout` as well',
  }),
}

const symfony = '/usr/share/php/Symfony/Component/Mailer/autoload.php'

const symfonyMailer: VerifiedClient = {
  name: 'symfony-mailer',
  origin: 'Debian',
  missing: () => (existsSync(symfony) && hasProgram('php') ? null : notInstalled),
  // It holds none itself.
  version: () => {
    const own = askFor(/^([\d.]+)/, 'dpkg-query', ['-W', '-f', '${Version}', 'php-symfony-mailer'])
    return `${own} on PHP ${ask('php', ['-r', 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;'])}`
  },
  settings: byVariables(['php', beside('symfony-mailer.php')], {
    defaults: '`smtp://…`, on 465 `smtps://…`',
    recommended: 'a time-out; this version uses STARTTLS only if it is offered',
  }),
}

const onRuby = ', " on Ruby ", RUBY_VERSION[/\\d+\\.\\d+/]'

const ofRuby = (name: string, library: string, version: string): VerifiedClient => ({
  name,
  origin: 'Debian',
  missing: () => (hasProgram('ruby', [`-r${library}`, '-e', '']) ? null : notInstalled),
  version: () => ask('ruby', [`-r${library}`, '-e', `print ${version}${onRuby}`]) ?? '',
  settings: byVariables(['ruby', beside(`${name}.rb`)], {
    defaults: '`delivery_method :smtp`, on 465 `tls: true`',
    recommended: "`enable_starttls: true`, `openssl_verify_mode: 'peer'`, time-outs",
  }),
})

const commonsJars = ['commons-email', 'javax.mail', 'javax.activation'].map(
  (jar) => `/usr/share/java/${jar}.jar`,
)

const commonsEmail: VerifiedClient = {
  name: 'commons-email',
  origin: 'Debian',
  missing: () =>
    commonsJars.every((jar) => existsSync(jar)) && hasProgram('javac', ['-version']) ? null : notInstalled,
  version: () => {
    const [own, javaMail] = ['libcommons-email-java', 'libmail-java'].map((name) =>
      askFor(/^([\d.]+)/, 'dpkg-query', ['-W', '-f', '${Version}', name]),
    )
    return `${own} with JavaMail ${javaMail} on Java ${askFor(/javac (\S+)/, 'javac', ['-version'])}`
  },
  settings: byVariables(['java', '-cp', commonsJars.join(':'), beside('CommonsEmail.java')], {
    defaults: '`setStartTLSEnabled(true)`, on 465 `setSSLOnConnect(true)`',
    recommended: '`setStartTLSRequired(true)`, `setSSLCheckServerIdentity(true)`, time-outs',
  }),
}

export const debianLibraries: readonly VerifiedClient[] = [
  perlNetSmtp,
  emailSender,
  symfonyMailer,
  ofRuby('ruby-mail', 'mail', 'Mail::VERSION.version'),
  ofRuby('actionmailer', 'action_mailer', 'ActionMailer.version'),
  commonsEmail,
]
