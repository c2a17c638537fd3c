/**
 * Writes down what the real MailDev answers, for test/http/compat/beside-maildev.test.ts:
 *
 *   npm install --prefix /tmp/maildev maildev@2.2.1
 *   npm run record:maildev /tmp/maildev/node_modules/.bin/maildev
 */
import '../help.js'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'
import { freePort, untilAnswered } from '../mailpit/running.js'
import { comparable, mails, named, requests } from './conversation.js'

const [program] = process.argv.slice(2)
if (program === undefined) throw new Error('Name the MailDev program: node scripts/maildev/record.js PATH')

const [smtpPort, webPort] = await Promise.all([freePort(), freePort()])
const url = `http://127.0.0.1:${webPort}`
const child = spawn(
  program,
  ['--smtp', String(smtpPort), '--web', String(webPort), '--ip', '127.0.0.1', '--web-ip', '127.0.0.1'],
  { stdio: 'ignore' },
)
try {
  await untilAnswered(`${url}/healthz`, child)
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true })
  for (const [n, { mailFrom, rcptTo, raw }] of mails.entries()) {
    await transport.sendMail({ envelope: { from: mailFrom, to: rcptTo }, raw })
    // It says that it has a message before it has read it.
    await untilListed(n + 1)
  }
  transport.close()
  const messages = await (await fetch(`${url}/email`)).json()
  const answers = []
  for (const request of requests) {
    const { method, path } = request
    const response = await fetch(url + named(path, messages), { method })
    const type = response.headers.get('content-type') ?? ''
    const answer = { status: response.status, type, body: await response.text() }
    answers.push(comparable(request, answer, messages))
  }
  const file = fileURLToPath(new URL('../../test/http/compat/maildev-answers.json', import.meta.url))
  writeFileSync(file, `[\n${answers.map((answer) => `  ${JSON.stringify(answer)}`).join(',\n')}\n]\n`)
  console.log(`${answers.length} answers of MailDev`)
} finally {
  child.kill()
}

async function untilListed(count) {
  const deadline = Date.now() + 20_000
  while ((await (await fetch(`${url}/email`)).json()).length < count) {
    if (Date.now() > deadline) throw new Error(`MailDev does not list mail ${count}.`)
    await new Promise((done) => setTimeout(done, 50))
  }
}
