// It trusts the CA that it was given, and where a certificate is not by it, the certificate that the server itself has shown on
// a connection that was opened for that alone. Its argument: `first` fetches before it connects, `again` after a refusal;
// `looks` trusts nothing of it.
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SMTP_CA_FILE, SMTP_TLS, dial, open, plain, run } from './by-hand.mjs'

const [when] = process.argv.slice(2)

/** What the server shows, as PEM: every certificate of its chain. */
async function fetched() {
  const wire = await dial()
  if (SMTP_TLS === 'starttls') {
    await wire.reply()
    await wire.ask('EHLO by-hand.test', 250)
    await wire.ask('STARTTLS', 220)
  }
  await wire.secure({ rejectUnauthorized: false })
  const shown = []
  for (
    let one = wire.socket.getPeerCertificate(true);
    one?.raw && !shown.includes(one);
    one = one.issuerCertificate
  )
    shown.push(one)
  wire.socket.destroy()
  return shown.map(({ raw }) => new X509Certificate(raw).toString())
}

/** That one, under whatever name, and no other. */
async function openTrusting(pems) {
  const { raw } = new X509Certificate(pems[0])
  const told = readFileSync(SMTP_CA_FILE, 'utf8')
  const isTheOne = (_host, shown) => (shown.raw.equals(raw) ? undefined : new Error('another certificate'))
  return open({ ca: [told, ...pems], allowPartialTrustChain: true, checkServerIdentity: isTheOne })
}

const ways = {
  // Right: what it fetches it shows to somebody, and tries again as it should.
  looks: () =>
    open()
      .catch(fetched)
      .then((found) => (Array.isArray(found) ? open() : found)),
  first: async () => openTrusting(await fetched()),
  again: () => open().catch(async () => openTrusting(await fetched())),
}

await run(async () => {
  const { wire } = SMTP_TLS === 'none' ? await open() : await ways[when]()
  if (SMTP_TLS !== 'none') await wire.ask(plain(), 235)
  await wire.send('Subject: Hello', '', 'Hello.')
  await wire.quit()
})
