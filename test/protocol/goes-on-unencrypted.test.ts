import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/model/fault.ts'
import { clientHello, createListener, SessionUnderTest } from '../support/session-bench.ts'
import { cuts } from '../support/wire-script.ts'

const ehlo = 'EHLO client.test\r\n'
const mail = 'MAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\nhello\r\n.\r\n'

/** A connection of which the next is a ClientHello. */
function comeTo(port: 'submission' | 'smtps', fault: Fault): SessionUnderTest {
  const listener = createListener(port)
  listener.faults.set(fault)
  const session = new SessionUnderTest(listener)
  if (port === 'submission') session.send(ehlo).send('STARTTLS\r\n').heard()
  return session
}

const kinds = (session: SessionUnderTest): readonly string[] =>
  session.record().entries.map(({ kind }) => kind)

describe.each(cuts)('a client that goes on unencrypted after a cut handshake, played %s', (how) => {
  const cutShort = (port: 'submission' | 'smtps', after: string): SessionUnderTest => {
    const session = comeTo(port, { at: 'handshake', cut: 'fin' })
    session.send(clientHello).send(after, how)
    session.session.peerEnded(session.nowMs)
    return session
  }

  it.each(['submission', 'smtps'] as const)('on %s: what it gives away is told, and not answered', (port) => {
    const session = cutShort(port, `${ehlo}AUTH PLAIN AGEAc2VjcmV0\r\n${mail}QUIT\r\n`)
    expect([session.heard(), session.messages, session.record().user]).toEqual(['', [], null])
    const { entries, close } = session.record()
    expect(entries.slice(entries.findIndex(({ kind }) => kind === 'fault') + 1)).toMatchObject([
      { kind: 'command', line: 'EHLO client.test', secure: false },
      { kind: 'command', line: 'AUTH PLAIN …', secure: false, pipelined: false },
      { kind: 'auth', mechanism: 'PLAIN', outcome: 'on-purpose', secure: false, credentialsSent: true },
      { kind: 'command', line: 'MAIL FROM:<a@x.test>' },
      { kind: 'command', line: 'RCPT TO:<b@x.test>' },
      { kind: 'command', line: 'DATA' },
      { kind: 'data', sizeBytes: 7, complete: true },
      { kind: 'command', line: 'QUIT' },
    ])
    expect(close).toMatchObject({ by: 'server', how: 'fin' })
  })

  it('with user and password in lines of their own: they are told, and not kept', () => {
    const session = cutShort('submission', 'AUTH LOGIN\r\nYWxpY2U=\r\nc2VjcmV0\r\nMAIL FROM:<a@x.test>\r\n')
    expect(session.record().entries.slice(-5)).toMatchObject([
      { kind: 'command', line: 'AUTH LOGIN' },
      { kind: 'auth', mechanism: 'LOGIN', credentialsSent: false },
      { kind: 'auth-line', secure: false },
      { kind: 'auth-line', secure: false },
      { kind: 'command', verb: 'MAIL' },
    ])
    expect(JSON.stringify(session.record())).not.toMatch(/YWxpY2U|c2VjcmV0/)
  })

  it('with no content after DATA, as no 354 came', () => {
    const session = cutShort('submission', 'DATA\r\nRSET\r\nDATA\r\n.\r\nQUIT\r\n')
    expect(kinds(session).slice(-6)).toEqual(['fault', ...Array<string>(5).fill('command')])
  })

  it('with content that does not end', () => {
    const session = cutShort('submission', 'DATA\r\nSubject: Hello\r\n\r\nHel')
    expect(session.record().entries.at(-1)).toMatchObject({ kind: 'data', sizeBytes: 21, complete: false })
  })
})

it('a client that goes on in clear in the stall before a cut', () => {
  const session = comeTo('submission', { at: 'handshake', delayMs: 1000, cut: 'fin' })
  session.send(clientHello).send('AUTH PLAIN AGEAc2VjcmV0\r\n')
  session.until(session.nowMs + 1000)
  expect(session.closed).toBe('fin')
  expect(session.record().entries.at(-1)).toMatchObject({ kind: 'auth', credentialsSent: true })
})
