// Right, but that it sends no alert where it refuses a certificate, and does not hang up: it waits until the server does, and
// reports then. A TLS library whose error the program does not get to see until its next read does so.
import { once } from 'node:events'
import { Duplex } from 'node:stream'
import { dial, plain, run, SMTP_TLS, SMTP_USER } from './by-hand.mjs'

/** Between TLS and the network: the ClientHello goes out, and all else when the certificate was accepted. */
class Held extends Duplex {
  #isOpen = false
  #held = null

  constructor(socket) {
    super()
    this.raw = socket
    socket.removeAllListeners('data').removeAllListeners('close').removeAllListeners('error').setTimeout(0)
    socket.on('data', (chunk) => this.push(chunk))
    socket.on('error', () => undefined)
    socket.on('end', () => this.push(null))
  }

  _read() {}

  _write(chunk, _encoding, done) {
    if (this.#held === null && !this.#isOpen) this.#held = () => undefined
    else if (!this.#isOpen) return void (this.#held = () => this.raw.write(chunk, done))
    this.raw.write(chunk, done)
  }

  _final(done) {
    this.raw.end(done)
  }

  /** It has no time-out of its own. */
  setTimeout() {
    return this
  }

  letGo() {
    this.#isOpen = true
    this.#held()
  }
}

async function secure(wire) {
  const held = new Held(wire.socket)
  wire.socket = held
  await wire.secure({ rejectUnauthorized: false })
  if (wire.socket.authorized) return held.letGo()
  const why = wire.socket.authorizationError
  if (!held.raw.closed) await once(held.raw, 'close')
  throw new Error(`the certificate was refused: ${why}`)
}

await run(async () => {
  const wire = await dial()
  if (SMTP_TLS === 'implicit') await secure(wire)
  await wire.reply()
  await wire.ask('EHLO by-hand.test', 250)
  if (SMTP_TLS === 'starttls') {
    await wire.ask('STARTTLS', 220)
    await secure(wire)
    await wire.ask('EHLO by-hand.test', 250)
  }
  if (SMTP_USER !== '') await wire.ask(plain(), 235)
  await wire.send('Subject: Hello', '', 'Hello.')
  await wire.quit()
})
