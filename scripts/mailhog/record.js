/**
 * Writes down what the real MailHog answers, for test/http/compat/beside-mailhog.test.ts. Its module cannot be installed
 * any more, as one that it needs is gone; its repository has all of them beside it, and is built as before there were modules:
 *
 *   git clone --branch v1.0.1 https://github.com/mailhog/MailHog gopath/src/github.com/mailhog/MailHog
 *   cd gopath/src/github.com/mailhog/MailHog && GO111MODULE=off GOPATH=$PWD/../../../../.. go build
 *   npm run record:mailhog gopath/src/github.com/mailhog/MailHog/MailHog
 */
import '../help.js'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'
import { freePort, untilAnswered } from '../mailpit/running.js'
import { comparable, mails, requests } from './conversation.js'

const [program] = process.argv.slice(2)
if (program === undefined) throw new Error('Name the MailHog program: node scripts/mailhog/record.js PATH')

const [smtpPort, httpPort] = await Promise.all([freePort(), freePort()])
const http = `127.0.0.1:${httpPort}`
const child = spawn(
  program,
  ['-smtp-bind-addr', `127.0.0.1:${smtpPort}`, '-api-bind-addr', http, '-ui-bind-addr', http],
  { stdio: 'ignore' },
)
try {
  await untilAnswered(`http://${http}/api/v2/messages`, child)
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true })
  for (const { mailFrom, rcptTo, raw } of mails) {
    await transport.sendMail({ envelope: { from: mailFrom, to: rcptTo }, raw })
  }
  transport.close()
  const { items } = await (await fetch(`http://${http}/api/v2/messages`)).json()
  const ids = items.map(({ ID }) => ID).toReversed()
  const answers = []
  for (const { method, path, body } of requests) {
    const named = path.replace(/\{(\d)\}/g, (_, n) => ids[n - 1])
    const response = await fetch(`http://${http}${named}`, { method, ...(body !== undefined && { body }) })
    const answer = { status: response.status, body: await response.text() }
    answers.push(comparable({ method, path }, answer, ids))
  }
  const file = fileURLToPath(new URL('../../test/http/compat/mailhog-answers.json', import.meta.url))
  writeFileSync(file, `[\n${answers.map((answer) => `  ${JSON.stringify(answer)}`).join(',\n')}\n]\n`)
  console.log(`${answers.length} answers of MailHog`)
} finally {
  child.kill()
}
