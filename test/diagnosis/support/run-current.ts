import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FixSnippet } from '../../../src/model/finding.ts'
import { cargoEnv, currentPython, goEnv, jars, pins, type Language } from '../../support/clients/current.ts'
import type { ClientResult } from '../../support/clients/index.ts'
import { runProcess } from '../../support/clients/run-process.ts'
import { javaClass } from './java-class.ts'
import { appendCa } from './append-ca.ts'
import { hostsLineIn, runWithHosts } from './with-hosts.ts'

/** Printed code that is to send one message. */
export interface Program {
  /** An identifier in every language, unique in its batch. */
  readonly name: string
  readonly fix: FixSnippet
  readonly password: string
}

/** Sends with the libraries of a language: all programs of a batch are compiled at once, then run. */
export interface Batch {
  readonly language: Language
  readonly libraries: readonly string[]
  /** `folder` is empty, and its own. Throws with what the compiler says. */
  run(programs: readonly Program[], folder: string): Promise<ReadonlyMap<string, ClientResult>>
}

const from = 'me@example.com'
const to = 'you@example.com'
const limitMs = 240_000

async function compiled(result: Promise<ClientResult>): Promise<void> {
  const { ok, output } = await result
  if (!ok) throw new Error(output)
}

async function each(
  programs: readonly Program[],
  run: (program: Program) => Promise<ClientResult>,
): Promise<ReadonlyMap<string, ClientResult>> {
  const results = programs.map(async (program) => [program.name, await run(program)] as const)
  return new Map(await Promise.all(results))
}

const inGo = JSON.stringify(
  `From: ${from}\r\nTo: ${to}\r\nSubject: fix\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <fix@example.com>\r\n\r\nHello\r\n`,
)
const goBody = (mail: string, rcpt: string): string => `
	client, err := connect()
	if err != nil { return err }
	if err := client.Mail(${mail}); err != nil { return err }
	if err := client.Rcpt(${rcpt}); err != nil { return err }
	writer, err := client.Data()
	if err != nil { return err }
	if _, err := writer.Write([]byte(${inGo})); err != nil { return err }
	if err := writer.Close(); err != nil { return err }
	return client.Quit()`
const goMailBody = `
	client, err := newClient()
	if err != nil { return err }
	message := mail.NewMsg()
	if err := message.From("${from}"); err != nil { return err }
	if err := message.To("${to}"); err != nil { return err }
	message.Subject("fix")
	message.SetBodyString(mail.TypeTextPlain, "Hello")
	return client.DialAndSend(message)`
const goSenders: Readonly<Record<string, readonly [imports: string, body: string]>> = {
  go: ['', goBody(`"${from}"`, `"${to}"`)],
  'go-smtp': ['', goBody(`"${from}", nil`, `"${to}", nil`)],
  'go-mail': ['import "github.com/wneessen/go-mail"', goMailBody],
}

const go: Batch = {
  language: 'go',
  libraries: ['go', 'go-mail', 'go-smtp'],
  run: async (programs, folder) => {
    for (const file of ['go.mod', 'go.sum']) cpSync(join(pins, 'go', file), join(folder, file))
    for (const { name, fix } of programs) {
      const [imports, body] = goSenders[fix.library]!
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'fix.go'), `package ${name}\n\n${fix.code}\n`)
      writeFileSync(
        join(folder, name, 'send.go'),
        `package ${name}\n${imports}\nfunc Send() error {${body}\n}\n`,
      )
    }
    const names = programs.map(({ name }) => name)
    const imports = names.map((name) => `"fourport.test/clients/${name}"`)
    const table = names.map((name) => `"${name}": ${name}.Send,`)
    writeFileSync(
      join(folder, 'main.go'),
      `package main
import (
"fmt"; "os"
${imports.join('\n')}
)
func main() {
	senders := map[string]func() error{${table.join('\n')}}
	if err := senders[os.Args[1]](); err != nil { fmt.Println(err); os.Exit(1) }
}\n`,
    )
    await compiled(runProcess('go', ['build', '-o', 'send', '.'], { cwd: folder, env: goEnv, limitMs }))
    return each(programs, ({ name, password }) =>
      runProcess(join(folder, 'send'), [name], { env: { SMTP_PASS: password }, limitMs }),
    )
  },
}

const rust: Batch = {
  language: 'rust',
  libraries: ['lettre'],
  run: async (programs, folder) => {
    cpSync(join(pins, 'rust'), folder, { recursive: true })
    const source = join(folder, 'fixes', 'src')
    for (const { name, fix } of programs)
      writeFileSync(
        join(source, `${name}.rs`),
        `${fix.code}
pub fn send() -> Result<(), Box<dyn Error>> {
    use lettre::Transport;
    let message = lettre::Message::builder()
        .from("${from}".parse()?)
        .to("${to}".parse()?)
        .subject("fix")
        .message_id(None)
        .body("Hello".to_owned())?;
    transport()?.send(&message)?;
    Ok(())
}\n`,
      )
    const names = programs.map(({ name }) => name)
    writeFileSync(
      join(source, 'main.rs'),
      `${names.map((name) => `mod ${name};`).join('\n')}
fn main() -> Result<(), Box<dyn std::error::Error>> {
    match std::env::args().nth(1).as_deref() {
        ${names.map((name) => `Some("${name}") => ${name}::send(),`).join('\n')}
        other => Err(format!("{other:?}").into()),
    }
}\n`,
    )
    const build =
      'cargo build --quiet --locked -p fixes && cp "$CARGO_TARGET_DIR/debug/fixes" run-fixes && cargo clean --quiet -p fixes'
    await compiled(runProcess('sh', ['-c', build], { cwd: folder, env: cargoEnv, limitMs }))
    return each(programs, ({ name, password }) =>
      runProcess(join(folder, 'run-fixes'), [name], { env: { SMTP_PASS: password }, limitMs }),
    )
  },
}

const senders: Readonly<Record<string, string>> = {
  'jakarta-mail': `
jakarta.mail.internet.MimeMessage message = new jakarta.mail.internet.MimeMessage(session);
message.setFrom("${from}"); message.setRecipients(jakarta.mail.Message.RecipientType.TO, "${to}");
message.setSubject("fix"); message.setText("Hello");
jakarta.mail.Transport.send(message);`,
  'simple-java-mail': `
mailer.sendMail(org.simplejavamail.email.EmailBuilder.startingBlank()
  .from("${from}").to("${to}").withSubject("fix").withPlainText("Hello").buildEmail()).get();`,
  spring: `
var context = new org.springframework.boot.builder.SpringApplicationBuilder(
  org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration.class,
  org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration.class,
  org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration.class)
  .web(org.springframework.boot.WebApplicationType.NONE)
  .properties("spring.config.location=file:" + file, "spring.main.banner-mode=off", "logging.level.root=off").run();
var message = new org.springframework.mail.SimpleMailMessage();
message.setFrom("${from}"); message.setTo("${to}"); message.setSubject("fix"); message.setText("Hello");
context.getBean(org.springframework.mail.javamail.JavaMailSender.class).send(message);`,
}

const java: Batch = {
  language: 'java',
  libraries: ['jakarta-mail', 'simple-java-mail', 'spring'],
  run: async (programs, folder) => {
    for (const { name, fix } of programs) {
      const file = join(folder, `${name}.properties`)
      if (fix.library === 'spring') writeFileSync(file, `${fix.code}\n`)
      const code = fix.library === 'spring' ? `String file = ${JSON.stringify(file)};` : fix.code
      writeFileSync(join(folder, `${name}.java`), javaClass(name, code, senders[fix.library]!))
    }
    writeFileSync(
      join(folder, 'Send.java'),
      `public class Send { public static void main(String[] names) {
  for (String name : names) try {
    Class.forName(name).getMethod("run").invoke(null);
    System.out.println("sent " + name);
  } catch (Throwable wrapped) {
    for (Throwable error = wrapped; error != null; error = error.getCause())
      System.out.println("failed " + name + " " + error.toString().replace('\\n', ' '));
  }
  System.exit(0);
}}\n`,
    )
    const sources = [...programs.map(({ name }) => `${name}.java`), 'Send.java']
    await compiled(
      runProcess('javac', ['-nowarn', '-cp', jars, '-d', folder, ...sources], { cwd: folder, limitMs }),
    )
    // A JVM has one trust store and one password, so those that ask for the same share one.
    const groups = new Map<string, Program[]>()
    for (const program of programs) {
      const keytool = /^(?:\/\/|#) (keytool .*)$/m.exec(program.fix.code)?.[1] ?? 'true'
      const trust = /^(?:\/\/|#) java (-D.*) …$/m.exec(program.fix.code)?.[1] ?? ''
      const hosts = hostsLineIn(program.fix.code)
      const key = JSON.stringify([keytool, trust, hosts, program.password])
      groups.set(key, [...(groups.get(key) ?? []), program])
    }
    const results = new Map<string, ClientResult>()
    let number = 0
    for (const [key, group] of groups) {
      const [keytool, trust, hosts, password] = JSON.parse(key) as [string, string, string | null, string]
      const place = join(folder, `group${number++}`)
      mkdirSync(place)
      const script = `${keytool} >&2 && exec java -cp "$0" ${trust} Send "$@"`
      const args = ['-c', script, `${folder}:${jars}`, ...group.map(({ name }) => name)]
      const env = { SMTP_PASS: password }
      const { output } = await runWithHosts(hosts, 'sh', args, {
        cwd: place,
        env,
        limitMs,
      })
      for (const { name } of group) {
        const ok = output.split('\n').includes(`sent ${name}`)
        const own = output.split('\n').filter((line) => line.startsWith(`failed ${name} `))
        results.set(name, {
          ok,
          exitCode: ok ? 0 : 1,
          output: own.length > 0 || ok ? own.join('\n') : output,
        })
      }
    }
    return results
  },
}

const aiosmtplib = `
import asyncio
import email.message
import email.utils


async def send():
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = "${from}", "${to}", "fix"
    message["Date"], message["Message-ID"] = email.utils.formatdate(), email.utils.make_msgid()
    message.set_content("Hello")
    async with smtp:
        await smtp.send_message(message)


asyncio.run(send())
`
const django = `import django
django.setup()
from django.core.mail import send_mail
send_mail("fix", "Hello", "${from}", ["${to}"])
`

const python: Batch = {
  language: 'python',
  libraries: ['aiosmtplib', 'django'],
  run: (programs, folder) =>
    each(programs, async ({ name, fix, password }) => {
      const place = join(folder, name)
      mkdirSync(place)
      await appendCa(fix.code)
      const asSettings = fix.library === 'django'
      writeFileSync(
        join(place, asSettings ? 'settings.py' : 'send.py'),
        `${fix.code}\n${asSettings ? '' : aiosmtplib}`,
      )
      if (asSettings) writeFileSync(join(place, 'send.py'), django)
      const variable = /^# start Django with (SSL_CERT_FILE=.*)$/m.exec(fix.code)?.[1] ?? ''
      const env = { SMTP_PASS: password, DJANGO_SETTINGS_MODULE: 'settings' }
      const args = ['-c', `${variable} exec "$0" send.py`, currentPython]
      return runWithHosts(hostsLineIn(fix.code), 'sh', args, {
        cwd: place,
        env,
        limitMs,
      })
    }),
}

export const batches: readonly Batch[] = [go, rust, java, python]
