import { describe, expect, it } from 'vitest'
import { clientHello } from '../support/session-bench.ts'
import { cellOf, scriptClient, verified } from './support/run-verify.ts'

/**
 * As a program in PHP does that does not look at what stream_socket_enable_crypto() answers: the handshake is over, the
 * socket is as it was, and everything is said on it in clear, without a look at the replies. Where TLS is answered, it leaves.
 */
const script = `
const { SMTP_HOST: host, SMTP_PORT: port, SMTP_SECURE, SMTP_USER, SMTP_PASS, SMTP_FROM, SMTP_TO } = process.env
const [hello, mechanism] = process.argv.slice(1)
const base64 = (text) => Buffer.from(text).toString('base64')
const login = mechanism === 'PLAIN' ? ['AUTH PLAIN ' + base64('\\0' + SMTP_USER + '\\0' + SMTP_PASS)]
  : mechanism === 'LOGIN' ? ['AUTH LOGIN', base64(SMTP_USER), base64(SMTP_PASS)] : []
const mail = ['MAIL FROM:<' + SMTP_FROM + '>', 'RCPT TO:<' + SMTP_TO + '>', 'DATA', 'Subject: Hello', '', 'Hello.', '.', 'QUIT']
const start = () => socket.write(Buffer.from(hello, 'hex'))
const steps = SMTP_SECURE === 'true' ? [] : ['EHLO c.test', 'STARTTLS']
const socket = process.getBuiltinModule('node:net').connect({ host, port, allowHalfOpen: true })
if (steps.length === 0) start()
let started = steps.length === 0
let said = ''
socket.on('data', (chunk) => {
  if (started) { socket.destroy(); return }
  said += chunk.toString('latin1')
  if (!/^\\d{3} [^\\n]*\\n$/m.test(said)) return
  said = ''
  const next = steps.shift()
  if (next !== undefined) socket.write(next + '\\r\\n')
  else { started = true; start() }
})
socket.on('end', () => {
  socket.end(['EHLO c.test', ...login, ...mail, ''].join('\\r\\n'))
})
`

describe('a client that goes on in clear on the socket of a handshake that was cut', () => {
  it.each([
    ['PLAIN', 'password-unencrypted'],
    ['LOGIN', 'password-unencrypted'],
    ['none', null],
  ] as const)('has given away what it said there, with login %s', async (mechanism, fault) => {
    const client = scriptClient(script, clientHello.toString('hex'), mechanism)
    const report = await verified(['starttls-cut-stripped', 'handshake-cut'], client, {
      ports: ['submission', 'smtps'],
    })
    const faults = [...(fault === null ? [] : [fault]), 'message-unencrypted', 'failure-not-reported']
    for (const [scenario, profile] of [
      ['starttls-cut-stripped', 'submission'],
      ['handshake-cut', 'submission'],
      ['handshake-cut', 'smtps'],
    ] as const) {
      const cell = cellOf(report, scenario, profile)
      expect(cell).toMatchObject({
        verdict: 'failed',
        exposed: { password: fault === null ? 'no' : 'clear', message: 'clear', envelope: 'clear' },
        arrived: 1,
        delivered: 0,
      })
      expect(cell.faults.map(({ code }) => code).toSorted()).toEqual(faults.toSorted())
    }
  })
})
