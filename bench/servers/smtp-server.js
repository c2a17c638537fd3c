/** smtp-server as its documentation builds it; the message is thrown away. `no-wait` takes its 100 ms greeting wait away. */
import '../support/end-with-parent.js'
import { SMTPServer } from 'smtp-server'
import { readFileSync } from 'node:fs'

const certs = process.argv[2]
const tls = certs ? { key: readFileSync(`${certs}/key.pem`), cert: readFileSync(`${certs}/cert.pem`) } : {}
const options = (secure) => ({
  ...tls,
  secure,
  authOptional: true,
  disableReverseLookup: true,
  logger: false,
  onData(stream, session, callback) {
    stream.on('data', () => {})
    stream.on('end', callback)
  },
  onAuth: (auth, session, callback) => callback(null, { user: auth.username }),
})
const listen = (secure) =>
  new Promise((resolve) => {
    const server = new SMTPServer(options(secure))
    server.on('error', () => {})
    server.listen(0, '127.0.0.1', () => resolve(server.server.address().port))
  })
const [plain, implicit] = await Promise.all([listen(false), listen(true)])
console.log(JSON.stringify({ plain, starttls: plain, implicit }))
