// Right in all but one thing, which its argument names.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { Duplex } from 'node:stream'
import { setTimeout as later } from 'node:timers/promises'
import {
  base64,
  dial,
  open,
  plain,
  run,
  SMTP_HOST,
  SMTP_PASS,
  SMTP_TLS,
  SMTP_TO,
  SMTP_USER,
} from './by-hand.mjs'

const [how] = process.argv.slice(2)

/** RFC 2195: who listens has the challenge and its answer, and tries passwords at home. */
async function answerChallenge(wire) {
  const { code, texts } = await wire.say('AUTH CRAM-MD5')
  if (code !== 334) return
  const challenge = Buffer.from(texts[0], 'base64').toString()
  await wire.say(base64(`${SMTP_USER} ${createHmac('md5', SMTP_PASS).update(challenge).digest('hex')}`))
}

/** Before it starts TLS, it logs in unencrypted where that is offered. */
async function logInFirst() {
  const wire = await dial()
  if (SMTP_TLS === 'starttls') {
    await wire.reply()
    const { texts } = await wire.ask('EHLO deceives.test', 250)
    if (how === 'challenge-in-clear' && texts.some((text) => /^AUTH .*CRAM-MD5/.test(text)))
      await answerChallenge(wire)
  }
  wire.socket.destroy()
}

/** Whom it writes to beside those that it was told. */
const more = {
  'copies-to-another': ['archive@elsewhere.test'],
  'names-another-in-vain': ['no such mailbox@elsewhere.test'],
}

async function send(wire) {
  await wire.ask(`MAIL FROM:<me@deceives.test>`, 250)
  const refused = []
  for (const to of [...SMTP_TO.split(','), ...(more[how] ?? [])]) {
    const { code } = await wire.say(`RCPT TO:<${how === 'in-other-letters' ? to.toUpperCase() : to}>`)
    if (code !== 250 && code !== 251) refused.push(to)
  }
  if (refused.length === SMTP_TO.split(',').length + (more[how] ?? []).length) throw new Error('all refused')
  await wire.ask('DATA', 354)
  await wire.ask(
    ['From: me@deceives.test', `To: ${SMTP_TO}`, 'Subject: Hello', '', 'Hello.', '.'].join('\r\n'),
    250,
  )
  if (refused.length > 0) throw new Error(`refused: ${refused.join(', ')}`)
}

/** In place of the socket, for TLS: it outlives TLS. */
function kept(raw) {
  return new Duplex({
    // When what listened to the socket before has been removed.
    construct(done) {
      raw.on('data', (chunk) => this.push(chunk)).on('end', () => this.push(null))
      done()
    },
    read() {},
    write: (chunk, _encoding, done) => raw.write(chunk, done),
  })
}

/** Everything as it is right, and then it says its password on the socket under TLS. */
async function goesOnAfterTls() {
  let raw
  const { wire } = await open((socket) => {
    raw = socket
    // The server ends its side when TLS is over.
    raw.allowHalfOpen = true
    return { servername: SMTP_HOST, socket: kept(socket) }
  })
  await wire.ask(plain(), 235)
  await send(wire)
  if (how === 'after-quit') await wire.say('QUIT')
  if (how !== 'after-no-end-of-tls') {
    wire.socket.end()
    if (!wire.socket.readableEnded) await once(wire.socket, 'end')
  }
  if (how === 'long-after-tls') await later(700)
  raw.on('error', () => {})
  raw.end(`NOOP ${how === 'after-quit' ? base64(SMTP_PASS) : SMTP_PASS}\r\n`)
  if (!raw.closed) await once(raw, 'close')
}

await run(async () => {
  if (/after-/.test(how) && SMTP_TLS !== 'none') return goesOnAfterTls()
  if (how === 'challenge-in-clear') await logInFirst()
  const { wire } = await open({ servername: SMTP_HOST })
  if (SMTP_TLS !== 'none') {
    if (how === 'challenge-under-tls') await answerChallenge(wire)
    else await wire.ask(plain(), 235)
  }
  await send(wire)
  await wire.quit()
})
