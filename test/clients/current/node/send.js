/**
 * Sends one message with Nodemailer, emailjs, Upyo or smtp-client, whichever the argument says; the set-up is in MAIL_…
 * variables, and MAIL_SETTINGS=defaults leaves the rest to the library. `--version` and a package: prints its version.
 */
import { readFileSync } from 'node:fs'

const env = process.env
const host = env.MAIL_HOST
const port = Number(env.MAIL_PORT)
const {
  MAIL_TLS: tls,
  MAIL_FROM: from,
  MAIL_SUBJECT: subject,
  MAIL_USER: user,
  MAIL_PASSWORD: password,
} = env
const recipients = (env.MAIL_TO ?? '').split(',')
const byDefault = env.MAIL_SETTINGS === 'defaults'
const timeoutMs = byDefault ? undefined : Number(env.MAIL_TIMEOUT_MS)
const trust = env.MAIL_CA === undefined || byDefault ? {} : { ca: readFileSync(env.MAIL_CA) }
const text = 'Hello'

async function byNodemailer() {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host,
    port,
    secure: tls === 'implicit',
    ...(!byDefault && {
      requireTLS: tls === 'starttls',
      ignoreTLS: tls === 'none',
      tls: trust,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
    }),
    ...(user !== undefined && { auth: { user, pass: password } }),
  })
  const { rejected } = await transport.sendMail({ from, to: recipients, subject, text })
  if (rejected.length > 0 && !byDefault) throw new Error(`rejected: ${rejected.join(', ')}`)
}

async function byEmailjs() {
  const { SMTPClient } = await import('emailjs')
  const client = new SMTPClient({
    host,
    port,
    user,
    password,
    ssl: tls === 'implicit' && (byDefault || trust),
    tls: tls === 'starttls' && (byDefault || trust),
    ...(!byDefault && { timeout: timeoutMs }),
  })
  await client.sendAsync({ from, to: recipients.join(', '), subject, text })
}

/** It has no other STARTTLS than where it is offered. */
async function byUpyo() {
  const { createMessage } = await import('@upyo/core')
  const { SmtpTransport } = await import('@upyo/smtp')
  const transport = new SmtpTransport({
    host,
    port,
    secure: tls === 'implicit',
    ...(!byDefault && {
      tls: { ca: trust.ca === undefined ? undefined : [trust.ca.toString()] },
      connectionTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      pool: false,
    }),
    ...(user !== undefined && { auth: { user, pass: password } }),
  })
  const receipt = await transport.send(createMessage({ from, to: recipients, subject, content: { text } }))
  await transport.closeAllConnections()
  if (!receipt.successful) throw new Error(receipt.errorMessages.join('\n'))
}

/** Each command is its caller's. */
async function bySmtpClient() {
  const { SMTPClient } = await import('smtp-client')
  const limit = byDefault ? {} : { timeout: timeoutMs }
  const client = new SMTPClient({ host, port, secure: tls === 'implicit', ...limit, ...trust })
  await client.connect(limit)
  await client.greet(limit)
  if (tls === 'starttls') {
    await client.secure(limit)
    await client.greet(limit)
  }
  if (user !== undefined) await client.authPlain({ username: user, password, ...limit })
  await client.mail({ from, ...limit })
  for (const to of recipients) await client.rcpt({ to, ...limit })
  const header = {
    From: from,
    To: recipients.join(', '),
    Subject: subject,
    Date: new Date().toUTCString().replace('GMT', '+0000'),
    'Message-ID': `<${Date.now()}@client.test>`,
  }
  const lines = Object.entries(header).map(([name, value]) => `${name}: ${value}\r\n`)
  await client.data(`${lines.join('')}\r\n${text}`, limit)
  await client.quit(limit)
}

const senders = {
  nodemailer: byNodemailer,
  emailjs: byEmailjs,
  upyo: byUpyo,
  'smtp-client': bySmtpClient,
}

const [library, name] = process.argv.slice(2)
if (library === '--version') {
  const { version } = JSON.parse(
    readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8'),
  )
  process.stdout.write(`${version} on Node ${process.versions.node.replace(/\.\d+$/, '')}\n`)
} else {
  try {
    await senders[library]()
  } catch (error) {
    process.stderr.write(`${error.stack}\n`)
    // Some leave a socket open when they have failed.
    process.exit(1)
  }
}
