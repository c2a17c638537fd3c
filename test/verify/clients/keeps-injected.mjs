// Right, but that it keeps what it read before TLS, and believes it: the answer to EHLO that came with the 220 of STARTTLS.
// Its argument says how it comes to use it.
import { base64, dial, mechanismsIn, open, plain, run } from './by-hand.mjs'
import { SMTP_PASS, SMTP_TLS, SMTP_USER } from './by-hand.mjs'

const [way, preferred] = process.argv.slice(2)

async function underTls() {
  const wire = await dial()
  await wire.reply()
  await wire.ask('EHLO by-hand.test', 250)
  await wire.ask('STARTTLS', 220)
  await wire.secure()
  // It asks in another way what it can already answer: HELO lists nothing.
  const known = way === 'helo' && wire.unread !== '' ? await wire.reply() : null
  if (known !== null) {
    await wire.ask('HELO by-hand.test', 250)
    return { wire, offers: known.texts }
  }
  wire.write('EHLO by-hand.test')
  // By then the server has answered as well: what it takes for the answer is the first that it read.
  if (way === 'late') await new Promise((resolve) => setTimeout(resolve, 2000))
  const { texts } = await wire.reply()
  return { wire, offers: texts }
}

await run(async () => {
  const { wire, offers } = SMTP_TLS === 'starttls' ? await underTls() : await open()
  const mechanisms = mechanismsIn(offers)
  const mechanism = [preferred, 'PLAIN', 'LOGIN'].find((one) => mechanisms.includes(one))
  if (mechanism === 'PLAIN') await wire.ask(plain(), 235)
  else if (mechanism === 'LOGIN') {
    await wire.ask('AUTH LOGIN', 334)
    await wire.ask(base64(SMTP_USER), 334)
    await wire.ask(base64(SMTP_PASS), 235)
  } else throw new Error('there is no mechanism that it has')
  await wire.send('Subject: Hello', '', 'Hello.')
  await wire.quit()
})
