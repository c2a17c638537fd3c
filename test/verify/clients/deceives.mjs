// Right in all but one thing, which its argument names.
import { createHmac } from 'node:crypto'
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

await run(async () => {
  if (how === 'challenge-in-clear') await logInFirst()
  const { wire } = await open({ servername: SMTP_HOST })
  if (SMTP_TLS !== 'none') {
    if (how === 'challenge-under-tls') await answerChallenge(wire)
    else await wire.ask(plain(), 235)
  }
  await send(wire)
  await wire.quit()
})
