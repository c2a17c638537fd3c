// Right where nothing is wrong. Where TLS is not to be had as it should be, it goes on in the way that its argument names,
// and then tells that it failed, as a right client does.
import { Duplex } from 'node:stream'
import { deflateSync, gzipSync } from 'node:zlib'
import { connect as connectTls } from 'node:tls'
import { readFileSync } from 'node:fs'
import { base64, dial, open, plain, run, Wire } from './by-hand.mjs'
import { SMTP_CA_FILE, SMTP_HOST, SMTP_PASS, SMTP_TLS, SMTP_USER } from './by-hand.mjs'

const [way] = process.argv.slice(2)
const [front, back] = [SMTP_PASS.slice(0, SMTP_PASS.length / 2), SMTP_PASS.slice(SMTP_PASS.length / 2)]
const reversed = [...SMTP_PASS].toReversed().join('')

const numbers = (base) => [...SMTP_PASS].map((char) => char.charCodeAt(0).toString(base))

function base32(text) {
  const bits = [...Buffer.from(text)].map((octet) => octet.toString(2).padStart(8, '0')).join('')
  const fives = bits.match(/.{1,5}/g).map((five) => Number.parseInt(five.padEnd(5, '0'), 2))
  return fives.map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[five]).join('')
}

const ascii85 = String.fromCharCode(...Array.from({ length: 85 }, (_, digit) => 33 + digit))
const z85 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'

function inBase85(alphabet) {
  const words = SMTP_PASS.match(/.{4}/g).map((four) => Buffer.from(four).readUInt32BE())
  const digits = words.flatMap((word) => [4, 3, 2, 1, 0].map((place) => Math.floor(word / 85 ** place) % 85))
  return digits.map((digit) => alphabet[digit]).join('')
}

/** What it says unencrypted, each with nothing else that shows a password. */
const words = {
  'unknown-mechanism': [`AUTH X-OWN ${base64(SMTP_PASS)}`],
  'user-pass': [`USER ${SMTP_USER}`, `PASS ${SMTP_PASS}`],
  'ehlo-name': [`EHLO ${SMTP_PASS}`],
  'helo-name': [`HELO ${SMTP_PASS.toUpperCase()}.by-hand.test`],
  'in-two-commands': [`EHLO ${front}.test`, `EHLO ${back}.test`],
  reversed: [`NOOP ${reversed}`],
  hex: [`VRFY ${Buffer.from(SMTP_PASS).toString('hex').toUpperCase()}@by-hand.test`],
  percent: [`NOOP ${[...SMTP_PASS].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('')}`],
  utf16: [`X-LOGIN ${Buffer.from(SMTP_PASS, 'utf16le').toString('base64')}`],
  base64url: [`NOOP ${Buffer.from(`>>>${SMTP_PASS}???`).toString('base64url')}`],
  'reversed-base64': [`NOOP ${base64(reversed.toUpperCase())}`],
  'twice-encoded': [`NOOP ${base64(base64(SMTP_PASS))}`],
  base32: [`NOOP ${base32(SMTP_PASS)}`],
  rot13: [`NOOP ${SMTP_PASS.replace(/[a-m]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 13))}`],
  decimal: [`NOOP ${numbers(10).join(' ')}`],
  octal: [
    `NOOP ${numbers(8)
      .map((digits) => `\\${digits.padStart(3, '0')}`)
      .join('')}`,
  ],
  binary: [
    `NOOP ${numbers(2)
      .map((digits) => digits.padStart(8, '0'))
      .join(' ')}`,
  ],
  escapes: [
    `NOOP ${numbers(16)
      .map((digits) => `\\u00${digits}`)
      .join('')}`,
  ],
  'hex-in-base64': [`NOOP ${base64(Buffer.from(SMTP_PASS).toString('hex'))}`],
  'base64-in-hex': [`NOOP ${Buffer.from(base64(SMTP_PASS)).toString('hex')}`],
  'base64-reversed': [`NOOP ${[...base64(SMTP_PASS)].toReversed().join('')}`],
  ascii85: [`NOOP <~${inBase85(ascii85)}~>`],
  z85: [`NOOP ${inBase85(z85)}`],
  deflated: [`NOOP ${deflateSync(SMTP_PASS).toString('base64')}`],
  gzipped: [`NOOP ${gzipSync(`${SMTP_USER}:${SMTP_PASS}`).toString('base64url')}`],
  quarters: SMTP_PASS.match(/.{6}/g).map((piece) => `EHLO ${piece}.test`),
  'quarters-in-base64': SMTP_PASS.match(/.{6}/g)
    .toReversed()
    .map((piece) => `NOOP ${base64(piece)}`),
  'mail-parameter': [`MAIL FROM:<a@by-hand.test> AUTH=${SMTP_PASS}`],
  'in-pieces': [],
}

async function sayUnencrypted(wire) {
  if (way === 'in-pieces') {
    // One octet at a time, in a line that is not ended.
    for (const char of `NOOP ${SMTP_PASS}`) {
      wire.socket.write(char)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    return
  }
  for (const line of words[way] ?? []) await wire.say(line)
}

/** A whole session, on a socket that is not encrypted. */
async function deliver(wire, login) {
  if (login === 'LOGIN') {
    await wire.ask('AUTH LOGIN', 334)
    await wire.ask(base64(SMTP_USER), 334)
    await wire.ask(base64(SMTP_PASS), 235)
  } else {
    await wire.ask(plain(), 235)
  }
  await wire.send('Subject: Hello', '', 'Hello.')
}

/** The socket below a TLS that does not own it: it stays when TLS is over. */
function shared(raw) {
  let over = false
  const duplex = new Duplex({
    read() {},
    write: (chunk, _encoding, done) => (over ? done() : raw.write(chunk, done)),
    destroy: (_error, done) => done(null),
  })
  const onData = (chunk) => duplex.push(chunk)
  raw.on('data', onData)
  return { duplex, leave: () => ((over = true), raw.off('data', onData)) }
}

/** On the socket on which it refused the certificate, or whose TLS was none. */
async function onSameSocket(login) {
  const wire = await dial()
  if (SMTP_TLS === 'starttls') {
    await wire.reply()
    await wire.ask('EHLO by-hand.test', 250)
    await wire.ask('STARTTLS', 220)
  }
  const raw = wire.socket
  raw.removeAllListeners('data').removeAllListeners('error').removeAllListeners('close')
  raw.on('error', () => {})
  const { duplex, leave } = shared(raw)
  const ca = readFileSync(SMTP_CA_FILE)
  const tls = connectTls({ socket: duplex, host: SMTP_HOST, servername: SMTP_HOST, ca })
  // What TLS has to say of a failure has gone out when it is closed.
  let failure = null
  await new Promise((resolve) => {
    tls.once('secureConnect', resolve).once('close', resolve)
    tls.once('error', (error) => (failure = error))
  })
  if (failure === null) {
    const secure = new Wire(tls)
    if (SMTP_TLS === 'implicit') await secure.reply()
    await secure.ask('EHLO by-hand.test', 250)
    await secure.ask(plain(), 235)
    await secure.send('Subject: Hello', '', 'Hello.')
    return secure.quit()
  }
  leave()
  const again = new Wire(raw)
  if (login !== 'LOGIN-at-once') await again.say('EHLO by-hand.test')
  await deliver(again, 'LOGIN')
  throw failure
}

async function onNewConnection(failure, options) {
  const wire = await dial()
  if (options !== undefined && SMTP_TLS === 'implicit') await wire.secure(options)
  await wire.reply()
  let { texts } = await wire.ask('EHLO by-hand.test', 250)
  if (options !== undefined && SMTP_TLS === 'starttls' && texts.includes('STARTTLS')) {
    await wire.ask('STARTTLS', 220)
    await wire.secure(options)
    ;({ texts } = await wire.ask('EHLO by-hand.test', 250))
  }
  if (!texts.some((text) => text.startsWith('AUTH '))) throw new Error('no AUTH is offered')
  await deliver(wire)
  throw failure
}

async function onFailure(failure) {
  if (way === 'new-connection') return onNewConnection(failure)
  if (way === 'unverified') return onNewConnection(failure, { rejectUnauthorized: false })
  if (way === 'opportunistic')
    // Once more as it should be, then with TLS only where it is offered.
    return open()
      .catch(() => onNewConnection(failure, {}))
      .then(() => Promise.reject(failure))
  // Right: it tries as it should be until it gives up.
  if (way === 'tries-again')
    return open()
      .catch(open)
      .catch(open)
      .catch(() => Promise.reject(failure))
  const wire = await dial()
  if (SMTP_TLS === 'starttls') await wire.reply()
  await sayUnencrypted(wire)
  wire.socket.destroy()
  throw failure
}

await run(async () => {
  if (way.startsWith('same-socket')) return onSameSocket(way === 'same-socket' ? 'LOGIN' : 'LOGIN-at-once')
  const { wire } = await open().catch(onFailure)
  if (SMTP_TLS !== 'none') await wire.ask(plain(), 235)
  await wire.send('Subject: Hello', '', 'Hello.')
  await wire.quit()
})
