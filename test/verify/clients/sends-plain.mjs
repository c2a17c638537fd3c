// Right, and logs in by the one mechanism that it was told, PLAIN or LOGIN, without a look at what is offered.
import { base64, open, plain, run } from './by-hand.mjs'
import { SMTP_PASS, SMTP_TLS, SMTP_USER } from './by-hand.mjs'

await run(async () => {
  // What was read before TLS is thrown away.
  const { wire } = await open({}, 'discard')
  if (SMTP_TLS !== 'none' && process.argv[2] !== 'LOGIN') await wire.ask(plain(), 235)
  else if (SMTP_TLS !== 'none') {
    await wire.ask('AUTH LOGIN', 334)
    await wire.ask(base64(SMTP_USER), 334)
    await wire.ask(base64(SMTP_PASS), 235)
  }
  await wire.send('Subject: Hello', '', 'Hello.')
  await wire.quit()
})
