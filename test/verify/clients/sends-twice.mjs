// Right in everything, but that it sends each mail twice: in the ways that its arguments name.
import { open, plain, run, SMTP_FROM, SMTP_TO, SMTP_USER } from './by-hand.mjs'

const [how] = process.argv.slice(2)

const mails = {
  /** In one connection, without a Message-ID, so that nobody can say which of them is which. */
  'one-connection': [
    ['Subject: Hello', '', 'Hello.'],
    ['Subject: Hello', '', 'Hello.'],
  ],
  /** With another Message-ID, Date and boundary each time, as most libraries write a mail anew. */
  'written-anew': [1, 2].map((nth) => [
    'Subject: Hello',
    `Message-ID: <${nth}.${process.pid}@by-hand.test>`,
    `Content-Type: multipart/mixed; boundary="b${nth}"`,
    '',
    `--b${nth}`,
    '',
    'Hello.',
    `--b${nth}--`,
  ]),
  /** Two mails that have nothing in common but who gets them. */
  different: [
    ['Subject: Hello', '', 'Hello.'],
    ['Subject: Once more', '', 'Did you get it?'],
  ],
}

/** Other ways to write the same mailbox: without a look at what they mean they are other recipients. */
const spellings = {
  quoted: (local, domain) => `"${local}"@${domain}`,
  escaped: (local, domain) => `"\\${local}"@${domain}`,
  'source-route': (local, domain) => `@relay.by-hand.test:${local}@${domain}`,
}

async function sendSpelled(wire, spell) {
  await wire.ask(`MAIL FROM:<${SMTP_FROM}>`, 250)
  for (const to of SMTP_TO.split(',')) await wire.ask(`RCPT TO:<${spell(...to.split('@'))}>`, 250)
  await wire.ask('DATA', 354)
  await wire.ask(['Subject: Once more', '', 'Did you get it?', '.'].join('\r\n'), 250)
}

async function connected() {
  const { wire } = await open()
  if (SMTP_USER !== '') await wire.ask(plain(), 235)
  return wire
}

await run(async () => {
  const [first, second] = mails[how] ?? mails['one-connection']
  const wire = await connected()
  await wire.send(...first)
  if (how === 'two-connections') {
    await wire.quit()
    const another = await connected()
    await another.send(...second)
    await another.quit()
    return
  }
  if (how in spellings) await sendSpelled(wire, spellings[how])
  else if (how !== 'once') await wire.send(...second)
  await wire.quit()
})
