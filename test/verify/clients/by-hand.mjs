// SMTP by hand, for clients that deceive: every step is theirs, and so is every mistake.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

export const { SMTP_HOST, SMTP_PORT, SMTP_TLS, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TO, SMTP_CA_FILE } =
  process.env
export const base64 = (text) => Buffer.from(text).toString('base64')
export const plain = () => `AUTH PLAIN ${base64(`\0${SMTP_USER}\0${SMTP_PASS}`)}`

const silenceMs = 8000

/** One connection: lines out, replies in, unencrypted or under TLS. */
export class Wire {
  #text = ''
  #failure = null
  #wake = () => {}

  constructor(socket) {
    this.socket = socket
    this.#listen(socket)
  }

  #listen(socket) {
    socket.setTimeout(silenceMs, () => socket.destroy(new Error('the server is silent')))
    socket.on('data', this.onData)
    socket.on('error', this.onFailure)
    socket.on('close', this.onClose)
  }

  onData = (chunk) => {
    this.#text += chunk.toString('latin1')
    this.#wake()
  }
  onFailure = (error) => {
    this.#failure = error
    this.#wake()
  }
  onClose = () => {
    this.#failure ??= new Error('the connection was closed')
    this.#wake()
  }

  write(...lines) {
    this.socket.write(lines.map((line) => `${line}\r\n`).join(''))
  }

  async reply() {
    for (const texts = []; ;) {
      const end = this.#text.indexOf('\n')
      if (end < 0) {
        if (this.#failure !== null) throw this.#failure
        await new Promise((resolve) => (this.#wake = resolve))
        continue
      }
      const line = this.#text.slice(0, end).trimEnd()
      this.#text = this.#text.slice(end + 1)
      texts.push(line.slice(4))
      if (line[3] !== '-') return { code: Number(line.slice(0, 3)), texts }
    }
  }

  /** Whatever the reply is. */
  async say(line) {
    this.write(line)
    return this.reply()
  }

  async ask(line, code) {
    const reply = await this.say(line)
    if (reply.code !== code) throw new Error(`${line.split(' ')[0]}: ${reply.code} ${reply.texts.join(' ')}`)
    return reply
  }

  /** What has come so far, if nobody asked for it. */
  get unread() {
    return this.#text
  }

  /** Throws away what has come and nobody asked for. */
  discard() {
    this.#text = ''
  }

  /**
   * On to TLS on this socket; what was read before stays to be read.
   *
   * @param options - Those of TLS, or what gives them for the socket
   */
  async secure(options = {}) {
    const raw = this.socket
    raw.removeAllListeners('data').removeAllListeners('close').removeAllListeners('error').setTimeout(0)
    const socket = connectTls({
      socket: raw,
      host: SMTP_HOST,
      servername: SMTP_HOST,
      ca: readFileSync(SMTP_CA_FILE),
      ...(typeof options === 'function' ? options(raw) : options),
    })
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
    this.socket = socket
    this.#listen(socket)
  }

  async send(...bodyLines) {
    await this.ask(`MAIL FROM:<${SMTP_FROM}>`, 250)
    for (const to of SMTP_TO.split(',')) await this.ask(`RCPT TO:<${to}>`, 250)
    await this.ask('DATA', 354)
    await this.ask([`From: ${SMTP_FROM}`, `To: ${SMTP_TO}`, ...bodyLines, '.'].join('\r\n'), 250)
  }

  async quit() {
    await this.say('QUIT').catch(() => undefined)
    this.socket.destroy()
  }
}

export async function dial(options = {}) {
  const socket = connect({ host: SMTP_HOST, port: Number(SMTP_PORT), ...options })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return new Wire(socket)
}

/** As it is right: greeted, under TLS where that is due. */
export async function open(options, injected = 'refuse') {
  const wire = await dial()
  if (SMTP_TLS === 'implicit') await wire.secure(options)
  const { code } = await wire.reply()
  if (code !== 220) throw new Error(`greeting: ${code}`)
  let { texts } = await wire.ask('EHLO by-hand.test', 250)
  if (SMTP_TLS !== 'starttls') return { wire, offers: texts }
  if (!texts.includes('STARTTLS')) throw new Error('the server offers no STARTTLS')
  await wire.ask('STARTTLS', 220)
  if (injected === 'discard') wire.discard()
  if (wire.unread !== '') throw new Error('somebody has written after the answer to STARTTLS')
  await wire.secure(options)
  ;({ texts } = await wire.ask('EHLO by-hand.test', 250))
  return { wire, offers: texts }
}

/** The mechanisms of an answer to EHLO. */
export function mechanismsIn(texts) {
  return texts.flatMap((text) => (/^AUTH /i.test(text) ? text.toUpperCase().split(' ').slice(1) : []))
}

/** Runs it, and ends as a program ends that tells how it went. */
export async function run(work) {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
  process.exit(0)
}
