import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cargoEnv, currentPython, goEnv, jars, pins } from '../../support/clients/current.ts'
import type { ClientResult } from '../../support/clients/index.ts'
import { runProcess } from '../../support/clients/run-process.ts'
import { missing, systemPython } from '../../support/programs/programs.ts'
import { appendCa } from './append-ca.ts'
import { runPostfix, whyNoPostfix } from './run-postfix.ts'

/** Does with the lines of one library what a reader does who copies them, and adds nothing that they do not ask for. */
interface Paster {
  readonly library: string
  /** Why it cannot run here; null: it can. */
  missing(): string | null
  /** `folder` is empty, and its own. */
  run(code: string, folder: string): Promise<ClientResult>
}

const limitMs = 150_000

/** Files in a folder, each with those above it. */
function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

const shell = (script: string, cwd: string, env: Readonly<Record<string, string>> = {}) =>
  runProcess('sh', ['-ec', script], { cwd, env, limitMs })

/** The lines of the comments at the end, which say how to send: all after this one. */
function commandAfter(code: string, before: RegExp): string {
  const lines = code.split('\n')
  const at = lines.findIndex((line) => before.test(line))
  if (at === -1) throw new Error(`${before} is not in\n${code}`)
  return lines
    .slice(at + 1)
    .map((line) => line.replace(/^(?:#|;|\/\/) /, ''))
    .join('\n')
}
const toSendOne = /and to send one:$/

const python = (library: string, command: string, why: () => string | null): Paster => ({
  library,
  missing: why,
  run: (code, folder) => {
    write(folder, { 'send.py': code })
    return runProcess(command, ['send.py'], { cwd: folder, limitMs })
  },
})

const inShell = (library: 'curl' | 'swaks'): Paster => ({
  library,
  missing: () => missing(library),
  run: shell,
})

const nodemailer: Paster = {
  library: 'nodemailer',
  missing: () => null,
  // Its packages are those of the project.
  run: (code) => runProcess(process.execPath, ['--input-type=module', '-'], { input: code, limitMs }),
}

const django: Paster = {
  library: 'django',
  missing: () => missing('django'),
  run: async (code, folder) => {
    await appendCa(code)
    const manage = `import os
from django.core.management import execute_from_command_line
os.environ['DJANGO_SETTINGS_MODULE'] = 'settings'
execute_from_command_line()\n`
    write(folder, { 'settings.py': code, 'manage.py': manage, 'bin/none': '' })
    symlinkSync(systemPython, join(folder, 'bin', 'python'))
    return shell(`PATH="$PWD/bin:$PATH"\n${commandAfter(code, toSendOne)}`, folder)
  },
}

const phpmailer: Paster = {
  library: 'phpmailer',
  missing: () => missing('phpmailer'),
  run: (code, folder) => {
    write(folder, {
      'send.php': code,
      'vendor/autoload.php': "<?php require '/usr/share/php/libphp-phpmailer/autoload.php';",
    })
    return runProcess('php', ['send.php'], { cwd: folder, limitMs })
  },
}

/** In place of an application: its command has the arguments and the effect that the framework's own has. */
async function withPhp(code: string, folder: string, file: string, app: string): Promise<ClientResult> {
  await appendCa(code)
  const [env = '', ini = ''] = code.split('; php.ini')
  write(folder, { '.env': env, 'php.ini': ini, [file]: `<?php\n${app}` })
  return shell(commandAfter(code, toSendOne), folder, { PHPRC: folder })
}

const symfony: Paster = {
  library: 'symfony',
  missing: () => missing('symfony-mailer'),
  run: (code, folder) =>
    withPhp(
      code,
      folder,
      'bin/console',
      `require 'Symfony/Component/Mailer/autoload.php'; require 'Symfony/Component/Dotenv/autoload.php';
[, $command, $to, $from] = $argv;
if ($command !== 'mailer:test' || !str_starts_with($from, '--from=')) exit(2);
(new Symfony\\Component\\Dotenv\\Dotenv())->load('.env');
$transport = Symfony\\Component\\Mailer\\Transport::fromDsn($_ENV['MAILER_DSN']);
$mail = (new Symfony\\Component\\Mime\\Email())->from(substr($from, 7))->to($to)->subject('Testing transport')->text('Hello');
(new Symfony\\Component\\Mailer\\Mailer($transport))->send($mail);\n`,
    ),
}

const laravel: Paster = {
  library: 'laravel',
  missing: () => missing('phpdotenv', 'symfony-mailer'),
  run: (code, folder) => {
    const config = [...code.matchAll(/^# config\/mail\.php, mailers\.smtp: (.*)$/gm)].map(([, line]) => line)
    return withPhp(
      code,
      folder,
      'artisan',
      `require 'Symfony/Component/Mailer/autoload.php'; require 'Dotenv/autoload.php';
use Symfony\\Component\\Mailer\\Transport\\{Dsn, Smtp\\EsmtpTransportFactory};
[, $command, $execute] = $argv;
if ($command !== 'tinker' || !str_starts_with($execute, '--execute=')) exit(2);
class Mail {
  static function raw($text, $address) {
    $env = Dotenv\\Dotenv::parse(file_get_contents('.env'));
    $value = fn($name) => $env[$name] === 'null' ? null : $env[$name];
    $dsn = new Dsn($value('MAIL_SCHEME'), $value('MAIL_HOST'), $value('MAIL_USERNAME'), $value('MAIL_PASSWORD'),
      (int) $value('MAIL_PORT'), [${config.join(', ')}]);
    $mail = (new Symfony\\Component\\Mime\\Email())->text($text);
    $address($mail);
    (new Symfony\\Component\\Mailer\\Mailer((new EsmtpTransportFactory())->create($dsn)))->send($mail);
  }
}
eval(substr($execute, 10));\n`,
    )
  },
}

const netSmtp: Paster = {
  library: 'net-smtp',
  missing: () => missing('net-smtp'),
  run: (code, folder) => {
    write(folder, { 'send.rb': code })
    return runProcess('ruby', ['send.rb'], { cwd: folder, limitMs })
  },
}

/** Action Mailer hands its settings to the library Mail; this does the same without a Rails application. */
const rails: Paster = {
  library: 'rails',
  missing: () => missing('ruby-mail'),
  run: (code, folder) => {
    const runner = `#!/usr/bin/env ruby
require 'mail'
require 'ostruct'
config = OpenStruct.new(action_mailer: OpenStruct.new)
eval(File.read('environment.rb'))
SETTINGS = config.action_mailer
module ActionMailer
  class Base
    def self.mail(**fields)
      message = Mail.new(**fields)
      message.delivery_method(SETTINGS.delivery_method, SETTINGS.smtp_settings)
      message.define_singleton_method(:deliver_now) { deliver! }
      message
    end
  end
end
exit 2 if ARGV.shift != 'runner'
eval(ARGV.shift)\n`
    write(folder, { 'environment.rb': code, 'bin/rails': runner })
    chmodSync(join(folder, 'bin', 'rails'), 0o755)
    return shell(commandAfter(code, toSendOne), folder)
  },
}

const go = (library: string, why: () => string | null): Paster => ({
  library,
  missing: why,
  run: (code, folder) => {
    for (const file of ['go.mod', 'go.sum']) cpSync(join(pins, 'go', file), join(folder, file))
    write(folder, { 'main.go': `${code}\n` })
    return runProcess('sh', ['-ec', 'test -z "$(gofmt -l .)"\ngo run .'], {
      cwd: folder,
      env: goEnv,
      limitMs,
    })
  },
})

const lettre: Paster = {
  library: 'lettre',
  missing: () => missing('rust of today'),
  run: (code, folder) => {
    cpSync(join(pins, 'rust'), folder, { recursive: true })
    // The folder of what is compiled is shared: no other test has a program of this name.
    write(folder, { 'fixes/src/bin/pasted.rs': code })
    return runProcess('cargo', ['run', '--quiet', '--locked', '-p', 'fixes', '--bin', 'pasted'], {
      cwd: folder,
      env: { ...cargoEnv, RUSTFLAGS: '' },
      limitMs,
    })
  },
}

const javaHome = 'export JAVA_HOME="$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")"'
const java = (library: string): Paster => ({
  library,
  missing: () => missing('java of today'),
  run: (code, folder) => {
    write(folder, { 'SendTest.java': code })
    const command = commandAfter(code, /^\/\/ saved as SendTest\.java, with the library on CLASSPATH:$/)
    return shell(`${javaHome}\n${command}`, folder, { CLASSPATH: jars })
  },
})

const spring: Paster = {
  library: 'spring',
  missing: () => missing('java of today'),
  run: (code, folder) => {
    const app = `import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.*;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration.class,
  org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration.class,
  org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration.class})
public class App {
${commandAfter(code, /and to send one, in a class of the app:$/)}
public static void main(String[] arguments) {
  System.exit(org.springframework.boot.SpringApplication.exit(org.springframework.boot.SpringApplication.run(App.class)));
}}\n`
    write(folder, { 'application.properties': code, 'App.java': app })
    return shell('javac -nowarn -cp "$0" -d . App.java && java -cp ".:$0" App'.replaceAll('$0', jars), folder)
  },
}

const msmtp: Paster = {
  library: 'msmtp',
  missing: () => missing('msmtp'),
  run: (code, folder) => {
    write(folder, { 'fourport.msmtprc': `${code}\n` })
    chmodSync(join(folder, 'fourport.msmtprc'), 0o600)
    return shell(commandAfter(code, toSendOne), folder)
  },
}

const postfix: Paster = {
  library: 'postfix',
  missing: whyNoPostfix,
  run: (code, folder) => runPostfix(code, '', folder, commandAfter(code, toSendOne)),
}

export const pasters: readonly Paster[] = [
  nodemailer,
  python('smtplib', systemPython, () => missing('system-python')),
  python('aiosmtplib', currentPython, () => missing('python of today')),
  django,
  phpmailer,
  symfony,
  laravel,
  netSmtp,
  rails,
  go('go', () => missing('go of today')),
  go('go-mail', () => missing('go of today')),
  go('go-smtp', () => missing('go of today')),
  lettre,
  java('jakarta-mail'),
  java('simple-java-mail'),
  spring,
  inShell('curl'),
  inShell('swaks'),
  msmtp,
  postfix,
]
