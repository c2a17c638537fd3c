// Logs in under TLS from the first byte, by SCRAM-SHA-256 where it can, and sends one message. With CHECK=no it takes whatever the server
// says for its proof.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { connect } from 'node:tls'

const { SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TO, SMTP_CA_FILE, CHECK } = process.env
const socket = connect({
  host: SMTP_HOST,
  servername: SMTP_HOST,
  port: Number(SMTP_PORT),
  ca: readFileSync(SMTP_CA_FILE),
})
await once(socket, 'secureConnect')
const lines = createInterface({ input: socket })[Symbol.asyncIterator]()

async function ask(text, code) {
  if (text !== null) socket.write(`${text}\r\n`)
  const texts = []
  for (;;) {
    const { value = '', done } = await lines.next()
    if (done) throw new Error('the connection was closed')
    texts.push(value.slice(4))
    if (value[3] === '-') continue
    if (!value.startsWith(code)) throw new Error(value)
    return texts.join('\n')
  }
}

const hmac = (key, data) => createHmac('sha256', key).update(data).digest()
const base64 = (text) => Buffer.from(text).toString('base64')
const decoded = (text) => Buffer.from(text, 'base64').toString()

async function logIn() {
  const bare = `n=${SMTP_USER},r=${randomBytes(12).toString('hex')}`
  const first = decoded(await ask(`AUTH SCRAM-SHA-256 ${base64(`n,,${bare}`)}`, '334'))
  const [, nonce, salt, count] = /^r=([^,]+),s=([^,]+),i=(\d+)$/.exec(first)
  const salted = pbkdf2Sync(SMTP_PASS, Buffer.from(salt, 'base64'), Number(count), 32, 'sha256')
  const key = hmac(salted, 'Client Key')
  const rest = `c=biws,r=${nonce}`
  const said = `${bare},${first},${rest}`
  const signature = hmac(createHash('sha256').update(key).digest(), said)
  const proof = Buffer.from(key.map((octet, at) => octet ^ signature[at])).toString('base64')
  const last = decoded(await ask(base64(`${rest},p=${proof}`), '334'))
  if (CHECK !== 'no' && last !== `v=${hmac(hmac(salted, 'Server Key'), said).toString('base64')}`)
    throw new Error('the server does not know the password')
  await ask('', '235')
}

try {
  await ask(null, '220')
  const offered = await ask('EHLO scram.test', '250')
  if (offered.includes('SCRAM-SHA-256')) await logIn()
  else await ask(`AUTH PLAIN ${base64(`\0${SMTP_USER}\0${SMTP_PASS}`)}`, '235')
  await ask(`MAIL FROM:<${SMTP_FROM}>`, '250')
  await ask(`RCPT TO:<${SMTP_TO}>`, '250')
  await ask('DATA', '354')
  await ask(`From: ${SMTP_FROM}\r\nTo: ${SMTP_TO}\r\nSubject: SCRAM\r\n\r\nHello.\r\n.`, '250')
  await ask('QUIT', '221')
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
process.exit(0)
