import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FixSnippet } from '../../../src/model/finding.ts'
import type { ClientResult } from '../../support/clients/index.ts'
import { runProcess } from '../../support/clients/run-process.ts'
import { hasProgram } from '../../support/programs/processes.ts'
import { missing, systemPython as python } from '../../support/programs/programs.ts'
import { javaClass } from './java-class.ts'
import { appendCa } from './append-ca.ts'
import { hostsLineIn, runWithHosts } from './with-hosts.ts'

/** A library that is no client of the suite, and may be installed all the same. */
export interface Foreign {
  readonly library: string
  /** The name that tables of expectations call it by: that of the library, or, of a version that does otherwise, its own. */
  readonly kind: string
  /** Why it cannot run here; null: it can. */
  missing(): string | null
  /** Runs the settings as they are printed, in an empty folder; what a program adds is that it sends. */
  run(snippet: FixSnippet, password: string, folder: string): Promise<ClientResult>
}

const from = 'me@example.com'
const to = 'you@example.com'
// A compiler has its work to do first; Go's, all of the standard library that is used.
const limitMs = 150_000

/** Before 4.2 Django gives smtplib no TLS context, and smtplib without one verifies nothing. */
export const djangoWithoutVerifying = 'django-verifying-nothing'
/** Ruby's mail before 2.8 cannot keep net-smtp, which from 0.3 on takes STARTTLS where it is offered, from doing so. */
export const railsTakingStarttls = 'rails-always-taking-starttls'
/** Symfony before 7.1 knows no `auto_tls`: it takes STARTTLS where it is offered. */
export const symfonyTakingStarttls = 'symfony-always-taking-starttls'

const django: Foreign = {
  library: 'django',
  get kind() {
    const old = hasProgram(python, ['-c', 'import django, sys; sys.exit(django.VERSION >= (4, 2))'])
    return old ? djangoWithoutVerifying : 'django'
  },
  missing: () => missing('django'),
  run: async ({ code }, password, folder) => {
    writeFileSync(join(folder, 'settings.py'), `${code}\nDEFAULT_CHARSET = 'utf-8'\n`)
    const program = `import django\ndjango.setup()\nfrom django.core.mail import send_mail\nsend_mail('fix', 'Hello', '${from}', ['${to}'])\n`
    const variable = /^# start Django with (SSL_CERT_FILE=.*)$/m.exec(code)?.[1] ?? ''
    await appendCa(code)
    const env = { PYTHONPATH: folder, DJANGO_SETTINGS_MODULE: 'settings', SMTP_PASS: password }
    return runWithHosts(hostsLineIn(code), 'sh', ['-c', `${variable} ${python} -`], {
      input: program,
      env,
      limitMs,
    })
  },
}

const rails: Foreign = {
  library: 'rails',
  get kind() {
    const old =
      'Gem::Version.new(Mail::VERSION.version) < Gem::Version.new("2.8") && Net::SMTP.new("localhost").starttls_auto?'
    return hasProgram('ruby', ['-rmail', '-rnet/smtp', '-e', `exit(${old})`]) ? railsTakingStarttls : 'rails'
  },
  missing: () => missing('ruby-mail'),
  run: ({ code }, password) => {
    const program = `require 'mail'\nrequire 'ostruct'\nconfig = OpenStruct.new(action_mailer: OpenStruct.new)\n${code}
mail = Mail.new(from: '${from}', to: '${to}', subject: 'fix', body: 'Hello')
mail.delivery_method(config.action_mailer.delivery_method, config.action_mailer.smtp_settings)
mail.deliver!\n`
    return runWithHosts(hostsLineIn(code), 'ruby', ['-'], {
      input: program,
      env: { SMTP_PASS: password },
      limitMs,
    })
  },
}

const symfonyIsThere =
  "require 'Symfony/Component/Mailer/autoload.php'; require 'Symfony/Component/Dotenv/autoload.php';"

const symfony: Foreign = {
  library: 'symfony',
  get kind() {
    const old =
      "exit((int) method_exists('Symfony\\Component\\Mailer\\Transport\\Smtp\\EsmtpTransport', 'setAutoTls'));"
    return hasProgram('php', ['-r', `${symfonyIsThere} ${old}`]) ? symfonyTakingStarttls : 'symfony'
  },
  missing: () => missing('symfony-mailer'),
  run: async ({ code }, password, folder) => {
    const command = /^# (php -r .*)$/m.exec(code)?.[1]
    const encoded =
      command === undefined
        ? ''
        : await runProcess('sh', ['-c', command], { env: { SMTP_PASS: password }, limitMs }).then(
            ({ output }) => output,
          )
    const [env = ''] = code.replace(':PASSWORD@', () => `:${encoded}@`).split('; php.ini')
    writeFileSync(join(folder, '.env'), env)
    const program = `<?php require 'Symfony/Component/Mailer/autoload.php'; require 'Symfony/Component/Dotenv/autoload.php';
(new Symfony\\Component\\Dotenv\\Dotenv())->load('${folder}/.env');
$transport = Symfony\\Component\\Mailer\\Transport::fromDsn($_ENV['MAILER_DSN']);
${sendBySymfony}`
    return runPhp(program, code, folder)
  },
}

/** Laravel's own mailer from version 9 on where Debian's php-illuminate-mail is installed; elsewhere what it does with its settings. */
const laravel: Foreign = {
  library: 'laravel',
  get kind() {
    return symfony.kind
  },
  missing: () => missing('phpdotenv', 'symfony-mailer'),
  run: ({ code }, password, folder) => {
    const [env = ''] = code.split('; php.ini')
    writeFileSync(join(folder, '.env'), env)
    const config = [...env.matchAll(/^# config\/mail\.php, mailers\.smtp: (.*)$/gm)].map(([, line]) => line)
    const program = `<?php require 'Symfony/Component/Mailer/autoload.php'; require 'Dotenv/autoload.php';
use Dotenv\\Repository\\{Adapter\\PutenvAdapter, RepositoryBuilder};
use Symfony\\Component\\Mailer\\Transport\\{Dsn, Smtp\\EsmtpTransportFactory};
$repository = RepositoryBuilder::createWithDefaultAdapters()->addAdapter(PutenvAdapter::class)->immutable()->make();
Dotenv\\Dotenv::create($repository, '${folder}')->load();
$env = fn($name) => $repository->get($name) === 'null' ? null : $repository->get($name);
$config = [${config.join(', ')}];
${sendByLaravel}
$transport = (new EsmtpTransportFactory())->create(new Dsn($env('MAIL_SCHEME'), $env('MAIL_HOST'),
  $env('MAIL_USERNAME'), $env('MAIL_PASSWORD'), (int) $env('MAIL_PORT'), $config));
if (isset($config['timeout'])) $transport->getStream()->setTimeout($config['timeout']);
${sendBySymfony}`
    return runPhp(program, code, folder, { SMTP_PASS: password })
  },
}

/** The mailer `smtp` as Laravel's own config/mail.php has it, and no more of an application than a mail needs. */
const sendByLaravel = `
if (stream_resolve_include_path('Illuminate/Mail/autoload.php')) {
  foreach (['Mail', 'Config', 'Container', 'Events', 'View', 'Filesystem'] as $part) require "Illuminate/$part/autoload.php";
  if (method_exists(Illuminate\\Mail\\MailManager::class, 'createSymfonyTransport')) {
    $app = new Illuminate\\Container\\Container();
    Illuminate\\Container\\Container::setInstance($app);
    $smtp = ['transport' => 'smtp', 'scheme' => env('MAIL_SCHEME'), 'url' => env('MAIL_URL'), 'host' => env('MAIL_HOST', '127.0.0.1'),
      'port' => env('MAIL_PORT', 2525), 'username' => env('MAIL_USERNAME'), 'password' => env('MAIL_PASSWORD'), 'timeout' => null];
    $mail = ['default' => env('MAIL_MAILER', 'log'), 'mailers' => ['smtp' => [...$smtp, ...$config]]];
    $app->instance('config', new Illuminate\\Config\\Repository(['mail' => $mail]));
    $events = new Illuminate\\Events\\Dispatcher($app);
    $app->instance('events', $events);
    $finder = new Illuminate\\View\\FileViewFinder(new Illuminate\\Filesystem\\Filesystem(), []);
    $app->instance('view', new Illuminate\\View\\Factory(new Illuminate\\View\\Engines\\EngineResolver(), $finder, $events));
    (new Illuminate\\Mail\\MailManager($app))->mailer()->raw('Hello', fn($to) => $to->from('${from}')->to('${to}')->subject('fix'));
    exit(0);
  }
}`

const sendBySymfony = `$mail = (new Symfony\\Component\\Mime\\Email())->from('${from}')->to('${to}')->subject('fix')->text('Hello');
(new Symfony\\Component\\Mailer\\Mailer($transport))->send($mail);\n`

async function runPhp(
  program: string,
  code: string,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ClientResult> {
  await appendCa(code)
  writeFileSync(join(folder, 'php.ini'), code.split('; php.ini')[1] ?? '')
  return runWithHosts(hostsLineIn(code), 'php', ['-c', join(folder, 'php.ini')], {
    input: program,
    env,
    limitMs,
  })
}

const go: Foreign = {
  library: 'go',
  kind: 'go',
  missing: () => missing('go'),
  run: ({ code }, password, folder) => {
    const file = join(folder, 'fix.go')
    const sender = join(folder, 'main.go')
    writeFileSync(file, `package main\n\n${code}\n`)
    writeFileSync(
      sender,
      `package main
func must(err error) { if err != nil { panic(err) } }
func main() {
client, err := connect()
must(err)
must(client.Mail("${from}"))
must(client.Rcpt("${to}"))
writer, err := client.Data()
must(err)
writer.Write([]byte("From: ${from}\\r\\nTo: ${to}\\r\\nSubject: fix\\r\\nDate: Tue, 14 Nov 2023 22:13:20 +0000\\r\\nMessage-ID: <fix@example.com>\\r\\n\\r\\nHello\\r\\n"))
must(writer.Close())
must(client.Quit())
}
`,
    )
    const env = {
      GO111MODULE: 'off',
      GOCACHE: join(folder, '..', 'go-cache'),
      GOFLAGS: '-p=1',
      SMTP_PASS: password,
    }
    return runProcess('go', ['run', file, sender], { env, limitMs })
  },
}

const jars = ['jakarta-mail.jar', 'jakarta-activation.jar'].map((name) => `/usr/share/java/${name}`).join(':')

const jakartaMail: Foreign = {
  library: 'jakarta-mail',
  kind: 'jakarta-mail',
  missing: () => missing('jakarta-mail'),
  run: ({ code }, password, folder) => {
    const send = `
MimeMessage message = new MimeMessage(session);
message.setFrom("${from}"); message.setRecipients(Message.RecipientType.TO, "${to}");
message.setSubject("fix"); message.setText("Hello");
Transport.send(message);`
    const main = `public class Send { public static void main(String[] words) throws Exception { Fix.run(); } }\n`
    const imports = ['import jakarta.mail.*;', 'import jakarta.mail.internet.*;']
    // What a single file runs is its first class.
    const fix = javaClass('Fix', code, send, imports).replace('public class Fix', 'class Fix')
    const [head = '', body = ''] = fix.split(/^(?=class Fix)/m)
    writeFileSync(join(folder, 'Send.java'), head + main + body)
    const keytool = /^\/\/ (keytool .*)$/m.exec(code)?.[1] ?? 'true'
    const trust = /^\/\/ java (-D.*) …$/m.exec(code)?.[1] ?? ''
    return runProcess('sh', ['-c', `${keytool} && java -cp ${jars} ${trust} Send.java`], {
      cwd: folder,
      env: { SMTP_PASS: password },
      limitMs,
    })
  },
}

export const foreigners: readonly Foreign[] = [django, rails, symfony, laravel, go, jakartaMail]
