// A client without any care, and each line of it is somewhere in the field: it takes every certificate and every version
// of TLS, goes on in clear when TLS does not come, reads replies from before TLS as if they came under it, logs in
// wherever it can, sends again what was refused for good, and says by its exit code nothing but that QUIT went wrong.
// CARELESS_AUTH=LOGIN has it log in by LOGIN in place of PLAIN, as it does where that alone is offered.
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

const { SMTP_HOST, SMTP_PORT, SMTP_TLS, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TO, CARELESS_AUTH } =
  process.env
const careless = {
  rejectUnauthorized: false,
  minVersion: 'TLSv1',
  ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0',
}

/** One text for all that ever came, before TLS and under it. */
let text = ''
let gone = false
let socket
let wake = () => {}

const listen = (next) => {
  socket = next.setEncoding('latin1')
  next.on('data', (chunk) => ((text += chunk), wake()))
  for (const end of ['error', 'close']) next.on(end, () => next === socket && ((gone = true), wake()))
}

const opened = (socket, event) =>
  new Promise((resolve) => {
    for (const what of [event, 'error', 'close']) socket.once(what, resolve)
  })

/** The code of the next reply; 0: there will be none. */
async function reply() {
  for (;;) {
    const match = /^(?:\d{3}-[^\n]*\n)*(\d{3})(?: [^\n]*)?\r?\n/.exec(text)
    if (match !== null) {
      text = text.slice(match[0].length)
      return { code: Number(match[1]), said: match[0] }
    }
    if (gone) return { code: 0, said: '' }
    await new Promise((resolve) => (wake = resolve))
  }
}

const ask = (line) => {
  socket.write(`${line}\r\n`)
  return reply()
}

async function open(secure) {
  text = ''
  gone = false
  const at = { host: SMTP_HOST, port: Number(SMTP_PORT) }
  listen(secure ? connectTls({ ...at, ...careless }) : connect(at))
  // A port for TLS says nothing in clear.
  if (!secure && SMTP_TLS === 'implicit') socket.setTimeout(2000, () => socket.destroy())
  await opened(socket, secure ? 'secureConnect' : 'connect')
  if (gone) return false
  await reply()
  if ((await ask('EHLO careless.test')).code === 250) return true
  return (await ask('HELO careless.test')).code === 250
}

/** Of the last answer to EHLO under TLS, or of what it takes for that. */
let offersLoginAlone = false

async function startTls() {
  if ((await ask('STARTTLS')).code !== 220) return true
  socket.removeAllListeners('data')
  gone = false
  listen(connectTls({ socket, ...careless }))
  await opened(socket, 'secureConnect')
  const { code, said } = await ask('EHLO careless.test')
  offersLoginAlone = /^250[ -]AUTH(?! [^\n]*PLAIN)[^\n]* LOGIN/m.test(said)
  return !gone && code === 250
}

const base64 = (text) => Buffer.from(text).toString('base64')

async function logIn() {
  if (CARELESS_AUTH !== 'LOGIN' && !offersLoginAlone)
    return ask(`AUTH PLAIN ${base64(`\0${SMTP_USER}\0${SMTP_PASS}`)}`)
  for (const line of ['AUTH LOGIN', base64(SMTP_USER), base64(SMTP_PASS)]) await ask(line)
}

async function sendOnce(tls) {
  if (!(await open(tls === 'implicit'))) return 0
  if (tls === 'starttls' && !(await startTls())) return 0
  if (SMTP_USER !== '') await logIn()
  await ask(`MAIL FROM:<${SMTP_FROM}>`)
  for (const to of SMTP_TO.split(',')) await ask(`RCPT TO:<${to}>`)
  if ((await ask('DATA')).code !== 354) return 0
  return (await ask(`From: ${SMTP_FROM}\r\nTo: ${SMTP_TO}\r\nSubject: careless\r\n\r\nSent anyhow.\r\n.`))
    .code
}

// Once more where it did not work, and then without TLS.
const done =
  (await sendOnce(SMTP_TLS)) === 250 || (await sendOnce(SMTP_TLS)) === 250 || (await sendOnce('none')) === 250
process.exit(done && (await ask('QUIT')).code !== 221 ? 1 : 0)
