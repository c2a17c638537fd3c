// A client that delivers and has one of the bad manners in its environment, RUDE; without one it has none. On port 25 it
// uses neither TLS nor a login; else it uses STARTTLS.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

const {
  SMTP_HOST,
  SMTP_PORT,
  SMTP_TLS,
  SMTP_USER,
  SMTP_PASS,
  SMTP_FROM,
  SMTP_TO,
  SMTP_CA_FILE,
  RUDE = '',
} = process.env
const is = (...names) => names.includes(RUDE)

let socket
let text = ''
let wake = () => {}
const listen = (next) => {
  socket = next.setEncoding('latin1')
  socket.on('data', (chunk) => ((text += chunk), wake()))
  socket.on('close', () => wake())
}
listen(connect(Number(SMTP_PORT), SMTP_HOST))

async function reply() {
  for (;;) {
    const match = /^(?:\d{3}-[^\n]*\n)*(\d{3})(?: [^\n]*)?\n/.exec(text)
    if (match !== null) {
      text = text.slice(match[0].length)
      return Number(match[1])
    }
    if (socket.closed) return 0
    await new Promise((resolve) => (wake = resolve))
  }
}

const ask = (line, end = '\r\n') => (socket.write(`${line}${end}`, 'latin1'), reply())

const fields = [
  ...(is('message-without-from') ? [] : [`From: ${SMTP_FROM}`]),
  `To: ${SMTP_TO}`,
  ...(is('header-field-repeated') ? [`To: ${SMTP_TO}`] : []),
  ...(is('bcc-in-header') ? ['Bcc: hidden.one@verify.test, hidden.two@verify.test'] : []),
  ...(is('header-address-malformed') ? ['Cc: Ann; Ben'] : []),
  is('raw-utf8-in-header') ? 'Subject: caf\xc3\xa9' : 'Subject: rude',
  ...(is('message-without-date')
    ? []
    : [`Date: ${is('date-malformed') ? new Date().toISOString() : new Date().toUTCString()}`]),
  ...(is('message-without-message-id')
    ? []
    : [
        `Message-ID: ${is('message-id-malformed') ? 'no-brackets' : `<${process.pid}.${Date.now()}@rude.test>`}`,
      ]),
  ...(is('header-line-malformed') ? ['this is no field'] : []),
  ...(is('charset-mismatch')
    ? ['Content-Type: text/plain; charset=us-ascii', 'Content-Transfer-Encoding: 8bit']
    : []),
  ...(is('eight-bit-undeclared')
    ? ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit']
    : []),
  ...(is('multipart-malformed') ? ['Content-Type: multipart/mixed'] : []),
]
const body = [
  is('line-too-long') ? 'x'.repeat(2000) : 'Sent without manners.',
  ...(is('nul-in-message') ? ['a\0b'] : []),
  ...(is('eight-bit-undeclared', 'charset-mismatch') ? ['caf\xc3\xa9'] : []),
  ...(is('dot-not-escaped') ? ['.', 'after the dot'] : []),
]
const message = is('mixed-line-ends')
  ? `${fields.join('\r\n')}\r\n\r\n${body.join('\n')}\nmore\n`
  : is('bare-lf')
    ? `${fields.join('\n')}\n\n${body.join('\n')}\n`
    : `${is('header-in-body') ? '\r\n' : ''}${fields.join('\r\n')}\r\n\r\n${body.join('\r\n')}`

const greeting = is('ehlo-name-invalid')
  ? 'EHLO my_host'
  : is('parameter-not-offered', 'pipelining-not-offered')
    ? 'HELO rude.test'
    : 'EHLO rude.test'
if (is('talks-before-greeting')) {
  socket.write(`${greeting}\r\n`)
  await reply()
  await reply()
} else {
  await reply()
  await ask(greeting)
}
if (SMTP_TLS === 'starttls') {
  await ask('STARTTLS')
  socket.removeAllListeners('data')
  const secure = connectTls({ socket, servername: SMTP_HOST, ca: readFileSync(SMTP_CA_FILE) })
  await new Promise((resolve, reject) => secure.once('secureConnect', resolve).once('error', reject))
  listen(secure)
  const login = `AUTH PLAIN ${Buffer.from(`\0${SMTP_USER}\0${SMTP_PASS}`).toString('base64')}`
  if (is('no-ehlo-after-starttls')) await ask(login)
  await ask(greeting)
  await ask(login)
  if (is('second-login')) await ask(login)
}
if (is('bdat-not-offered')) await ask('BDAT 0')
const size = is('parameter-not-offered') ? ' SIZE=100' : is('eight-bit-declared') ? ' BODY=8BITMIME' : ''
const mail = `MAIL FROM:<${SMTP_FROM}>${is('charset-mismatch') ? ' BODY=8BITMIME' : size}`
if (is('pipelining-not-offered')) {
  socket.write(`${mail}\r\nRCPT TO:<${SMTP_TO}>\r\n`)
  await reply()
  await reply()
} else {
  await ask(mail)
  await ask(`RCPT TO:<${SMTP_TO}>`)
}
await ask('DATA')
if (is('left-before-reply')) {
  // A short write waits in this system until the one before it is acknowledged (RFC 896), which takes 40 ms as no answer is
  // due: so the final dot goes out with the end of the connection, and the answer cannot be faster.
  socket.write(`${message}\r\n`, 'latin1')
  await new Promise((resolve) => socket.write('.\r\n', 'latin1', resolve))
  socket.destroy()
  process.exit(0)
}
const code = await ask(`${message}\r\n.`)
if (is('dot-not-escaped')) await reply().then(reply)
if (!is('no-quit')) await ask('QUIT')
socket.end()
process.exit(code === 250 ? 0 : 1)
