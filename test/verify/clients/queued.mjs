// Puts its mail into a queue and ends with 0 at once: a process in the background sends it. QUEUED_BY says which: one in
// the group of the command, one in a session of its own, or one that never gets to it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'

const { QUEUED_BY, SMTP_HOST, SMTP_PORT, SMTP_TLS, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TO, SMTP_CA_FILE } =
  process.env

if (process.argv[2] === 'in background') {
  process.stdout.write('ready')
  // Its end is that of the command.
  await text(process.stdin)
  if (QUEUED_BY === 'nobody') setInterval(() => undefined, 1000)
  else await send()
} else {
  const queue = spawn(process.execPath, [fileURLToPath(import.meta.url), 'in background'], {
    detached: QUEUED_BY === 'a daemon',
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  await once(queue.stdout, 'data')
  process.exit(0)
}

async function send() {
  const transport = createTransport({
    host: SMTP_HOST,
    port: Number(SMTP_PORT),
    secure: SMTP_TLS === 'implicit',
    requireTLS: SMTP_TLS === 'starttls',
    ignoreTLS: SMTP_TLS === 'none',
    tls: { ca: readFileSync(SMTP_CA_FILE) },
    ...(SMTP_USER !== '' && { auth: { user: SMTP_USER, pass: SMTP_PASS } }),
  })
  await transport.sendMail({ from: SMTP_FROM, to: SMTP_TO.split(','), text: 'Sent later.' })
}
