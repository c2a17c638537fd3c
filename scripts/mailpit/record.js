/**
 * Writes down what the real Mailpit answers, for test/http/compat/beside-mailpit.test.ts:
 *
 *   GOBIN=$PWD/mailpit-bin go install -ldflags '-X github.com/axllent/mailpit/config.Version=v1.33.1' \
 *     github.com/axllent/mailpit@v1.33.1
 *   npm run record:mailpit mailpit-bin/mailpit
 */
import '../help.js'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'
import { comparable } from './comparable.js'
import { learn, mails, requests } from './conversation.js'
import { freePort, untilAnswered } from './running.js'

const [program] = process.argv.slice(2)
if (program === undefined) throw new Error('Name the mailpit program: node scripts/mailpit/record.js PATH')

const [smtpPort, httpPort] = await Promise.all([freePort(), freePort()])
const child = spawn(
  program,
  [
    '--smtp',
    `127.0.0.1:${smtpPort}`,
    '--listen',
    `127.0.0.1:${httpPort}`,
    '--disable-version-check',
    '--enable-chaos',
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
const base = `http://127.0.0.1:${httpPort}`
try {
  await untilAnswered(`${base}/readyz`, child)
  const { Version: version } = await (await fetch(`${base}/api/v1/info`)).json()
  if (version === 'dev') throw new Error('This mailpit does not know its version; build it as said above.')
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true })
  for (const { mailFrom, rcptTo, raw } of mails) {
    await transport.sendMail({ envelope: { from: mailFrom, to: rcptTo }, raw })
  }
  transport.close()
  const { messages } = await (await fetch(`${base}/api/v1/messages`)).json()
  const ids = messages.map(({ ID }) => ID).toReversed()
  const answers = []
  for (const request of requests) {
    const answer = await ask(request, ids)
    learn(request, answer, ids)
    answers.push(comparable(request, answer, ids))
  }
  const file = fileURLToPath(new URL('../../test/http/compat/mailpit-answers.json', import.meta.url))
  const entries = answers.map((answer) => `    ${JSON.stringify(answer)}`).join(',\n')
  writeFileSync(file, `{\n  "version": ${JSON.stringify(version)},\n  "answers": [\n${entries}\n  ]\n}\n`)
  console.log(`${answers.length} answers of Mailpit ${version}`)
} finally {
  child.kill()
}

async function ask({ method, path, body, bare }, ids) {
  const named = (text) => text.replace(/\{(\d)\}/g, (_, n) => ids[n - 1])
  const response = await fetch(base + named(path), {
    method,
    // Compressed, it does not say the type of an error.
    headers: {
      'accept-encoding': 'identity',
      ...(body !== undefined && !bare && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: named(body) }),
  })
  const type = response.headers.get('content-type') ?? ''
  return { status: response.status, type, body: await response.text() }
}
