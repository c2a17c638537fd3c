// A client as standards have it, of nothing but Node: it takes no server for the one it was told of that does not prove
// it, no word from before TLS for one from under it, and nothing for delivered that was not answered for.
import { readFileSync } from 'node:fs'
import { connect, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'

const { SMTP_HOST, SMTP_PORT, SMTP_TLS, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TO, SMTP_CA_FILE } = process.env
const silenceMs = 15_000

/** Lines of a socket; what has come and was not asked for can be looked at. */
function linesOf(socket) {
  let text = ''
  let failure = null
  let wake = () => {}
  socket.setEncoding('latin1').setTimeout(silenceMs, () => socket.destroy(new Error('the server is silent')))
  socket.on('data', (chunk) => ((text += chunk), wake()))
  socket.on('error', (error) => ((failure = error), wake()))
  socket.on('close', () => ((failure ??= new Error('the connection was closed')), wake()))
  return {
    get rest() {
      return text
    },
    async line() {
      for (;;) {
        const end = text.indexOf('\n')
        if (end >= 0) {
          const line = text.slice(0, end).trimEnd()
          text = text.slice(end + 1)
          return line
        }
        if (failure !== null) throw failure
        await new Promise((resolve) => (wake = resolve))
      }
    },
    stop: () => socket.removeAllListeners('data').removeAllListeners('close').setTimeout(0),
  }
}

class Smtp {
  constructor(socket) {
    this.socket = socket
    this.lines = linesOf(socket)
  }

  /** A whole reply, of as many lines as it has (RFC 5321 §4.2.1). */
  async reply() {
    const texts = []
    for (;;) {
      const line = await this.lines.line()
      texts.push(line.slice(4))
      if (line[3] !== '-') return { code: Number(line.slice(0, 3)), texts }
    }
  }

  async ask(line, ...expected) {
    this.socket.write(`${line}\r\n`)
    const reply = await this.reply()
    if (!expected.includes(reply.code))
      throw new Error(`${line.split(' ')[0]}: ${reply.code} ${reply.texts.join(' ')}`)
    return reply
  }

  /** Extensions by their keywords, whatever their case (RFC 5321 §2.4). */
  async greet() {
    const { texts } = await this.ask('EHLO careful.test', 250)
    return new Map(
      texts.slice(1).map((text) => {
        const [keyword, ...parameters] = text.split(' ')
        return [keyword.toUpperCase(), parameters]
      }),
    )
  }
}

const tlsOptions = () => ({
  host: SMTP_HOST,
  port: Number(SMTP_PORT),
  ca: readFileSync(SMTP_CA_FILE),
  // An address is no name to ask for (RFC 6066 §3); it is compared all the same.
  ...(isIP(SMTP_HOST) === 0 && { servername: SMTP_HOST }),
})

const opened = (socket, event) =>
  new Promise((resolve, reject) => socket.once(event, () => resolve(socket)).once('error', reject))

async function open() {
  if (SMTP_TLS === 'implicit') {
    const smtp = new Smtp(await opened(connectTls(tlsOptions()), 'secureConnect'))
    return { smtp, extensions: await welcomed(smtp) }
  }
  const clear = new Smtp(await opened(connect({ host: SMTP_HOST, port: Number(SMTP_PORT) }), 'connect'))
  const offered = await welcomed(clear)
  if (SMTP_TLS === 'none') return { smtp: clear, extensions: offered }
  if (!offered.has('STARTTLS')) throw new Error('the server offers no STARTTLS')
  await clear.ask('STARTTLS', 220)
  if (clear.lines.rest !== '') throw new Error('somebody has written after the answer to STARTTLS')
  clear.lines.stop()
  const { host: _host, port: _port, ...options } = tlsOptions()
  const secure = connectTls({ ...options, host: SMTP_HOST, socket: clear.socket })
  const smtp = new Smtp(await opened(secure, 'secureConnect'))
  return { smtp, extensions: await smtp.greet() }
}

async function welcomed(smtp) {
  const { code, texts } = await smtp.reply()
  if (code !== 220) throw new Error(`greeting: ${code} ${texts.join(' ')}`)
  return smtp.greet()
}

async function logIn(smtp, extensions) {
  const mechanisms = extensions.get('AUTH')
  if (mechanisms === undefined) throw new Error('the server offers no login')
  const base64 = (text) => Buffer.from(text).toString('base64')
  if (mechanisms.includes('PLAIN'))
    return smtp.ask(`AUTH PLAIN ${base64(`\0${SMTP_USER}\0${SMTP_PASS}`)}`, 235)
  if (!mechanisms.includes('LOGIN'))
    throw new Error(`the server offers no mechanism of ours: ${mechanisms.join(' ')}`)
  await smtp.ask('AUTH LOGIN', 334)
  await smtp.ask(base64(SMTP_USER), 334)
  await smtp.ask(base64(SMTP_PASS), 235)
}

async function send(smtp) {
  const recipients = SMTP_TO.split(',')
  await smtp.ask(`MAIL FROM:<${SMTP_FROM}>`, 250)
  const refused = []
  for (const to of recipients) {
    await smtp.ask(`RCPT TO:<${to}>`, 250, 251).catch((error) => {
      // Refused, or no connection any more: the latter ends all.
      if (!/^RCPT: [45]/.test(error.message) || error.message.startsWith('RCPT: 421')) throw error
      refused.push(error)
    })
  }
  if (refused.length === recipients.length) throw refused[0]
  await smtp.ask('DATA', 354)
  const header = [
    `From: ${SMTP_FROM}`,
    `To: ${SMTP_TO}`,
    'Subject: careful',
    `Date: ${new Date().toUTCString()}`,
  ]
  const id = `Message-ID: <${process.pid}.${Date.now()}@careful.test>`
  await smtp.ask([...header, id, '', 'Sent with care.', '.'].join('\r\n'), 250)
  return refused
}

try {
  const { smtp, extensions } = await open()
  if (SMTP_USER !== '') await logIn(smtp, extensions)
  const refused = await send(smtp)
  // The message is the server's now (RFC 5321 §4.1.1.10): what becomes of the connection is no failure.
  await smtp.ask('QUIT', 221).catch(() => undefined)
  smtp.socket.destroy()
  if (refused.length > 0) throw refused[0]
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
process.exit(0)
