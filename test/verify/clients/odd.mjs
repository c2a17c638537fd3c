// Nodemailer, with a habit that is somewhere in the field: ODD_HABIT names it. Without one it does all that it must.
import { readFileSync } from 'node:fs'
import { createTransport } from 'nodemailer'

const { SMTP_HOST, SMTP_PORT, SMTP_TLS, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TO, SMTP_CA_FILE } = process.env
const habit = process.env.ODD_HABIT ?? ''

async function send(auth = {}, more = {}) {
  const transport = createTransport({
    host: SMTP_HOST,
    port: Number(SMTP_PORT),
    secure: SMTP_TLS === 'implicit',
    requireTLS: SMTP_TLS === 'starttls',
    ignoreTLS: SMTP_TLS === 'none',
    tls: { ca: readFileSync(SMTP_CA_FILE) },
    ...more,
    ...(SMTP_USER !== '' && { auth: { user: SMTP_USER, pass: SMTP_PASS, ...auth } }),
  })
  const mail = { from: SMTP_FROM, to: SMTP_TO.split(','), subject: 'odd', text: 'Oddly sent.' }
  const { rejected } = await transport.sendMail(mail)
  if (rejected.length > 0) throw new Error(`refused: ${rejected.join(', ')}`)
}

const habits = {
  '': () => send(),
  // A line of the code, or a file of its own.
  'other-user': () => send({ user: 'x@gmail.com' }),
  // One mechanism after the other, each on a connection of its own, and once more from the beginning.
  async 'all-mechanisms'() {
    let failure
    for (const method of ['CRAM-MD5', 'LOGIN', 'PLAIN', 'CRAM-MD5', 'LOGIN', 'PLAIN']) {
      try {
        return await send({ method })
      } catch (error) {
        failure = error
        if (error.code !== 'EAUTH') throw error
      }
    }
    throw failure
  },
  // The same login again and again, and each time its user in other letters.
  async 'user-in-other-cases'() {
    let failure
    for (let nth = 0; nth < 5; nth++) {
      const user = [...SMTP_USER]
        .map((char, index) => ((nth >> (index % 3)) % 2 === 1 ? char.toUpperCase() : char))
        .join('')
      try {
        return await send({ user, method: 'PLAIN' })
      } catch (error) {
        failure = error
      }
    }
    throw failure
  },
  'plain-without-offer': () => send({ method: 'PLAIN' }, { forceAuth: true }),
  crash: () => send().catch(() => process.kill(process.pid, 'SIGSEGV')),
}

try {
  await habits[habit]()
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
