import { describe, expect, it } from 'vitest'
import { arrive, clientHello, createListener, SessionUnderTest, tlsFacts } from '../support/session-bench.ts'

const envelope = 'EHLO client.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\n'
const idle = { idleTimeoutMs: 1000, sessionTimeoutMs: 60_000 }

/** One whose message the store has not answered for. */
function owed(settings = {}): SessionUnderTest {
  const session = arrive('plain', settings)
  session.keep = () => 'later'
  session.send(`${envelope}hello\r\n.\r\n`)
  session.heard()
  return session
}

describe('time', () => {
  it('idle: 421 when it is due, and not before', () => {
    const session = arrive('plain', idle).send('NOOP\r\n')
    session.heard()
    const at = session.nowMs
    expect(session.until(at + 999).heard()).toBe('')
    expect(session.until(at + 1000).heard()).toMatch(/^421 4\.4\.2 Idle/)
    expect(session.closed).toBe('fin')
    expect(session.record().close).toEqual({ by: 'server', how: 'fin', atMs: at + 1000 })
  })

  it('a session lives no longer than it may, whatever it sends', () => {
    const session = arrive('plain', { idleTimeoutMs: 1000, sessionTimeoutMs: 2500 })
    for (let at = 500; at < 2500; at += 500) session.until(at).send('NOOP\r\n')
    session.heard()
    expect(session.until(2500).heard()).toMatch(/^421 4\.4\.2 The connection has lived/)
  })

  it('a peer that does not close its side is cut five seconds after ours has ended', () => {
    const session = arrive('plain').send('QUIT\r\n')
    const at = session.nowMs
    expect(session.until(at + 4999).closed).toBe('fin')
    expect(session.until(at + 5000).closed).toBe('cut')
  })

  it('a handshake that does not end', () => {
    const session = new SessionUnderTest(createListener('smtps', { handshakeTimeoutMs: 700 }))
    session.send(clientHello)
    const at = session.nowMs
    expect(session.handshake?.equals(clientHello)).toBe(true)
    expect(session.until(at + 699).closed).toBeNull()
    expect(session.until(at + 700).closed).toBe('cut')
    expect(session.record().entries.at(-1)).toMatchObject({
      kind: 'tls-failed',
      phase: 'handshake',
      reason: 'timeout',
    })
  })

  it('silence on a TLS port: a hint in clear after three seconds', () => {
    const session = new SessionUnderTest(createListener('smtps', { hints: true }))
    expect(session.until(2999).heard()).toBe('')
    expect(session.until(3000).heard()).toMatch(/^421 4\.7\.0 This port speaks TLS from the first byte/)
  })

  it('a greeting is held for a peer that came with TLS, and given when it is due', () => {
    const listener = createListener('submission', { hints: true })
    listener.unexpectedTlsPeers.remember('127.0.0.1', 0, 50)
    const session = new SessionUnderTest(listener)
    expect(session.until(199).heard()).toBe('')
    expect(session.until(200).heard()).toMatch(/^220 /)
    expect(session.send('NOOP\r\n').heard()).toMatch(/^250 /)
  })
})

describe('an answer that comes later', () => {
  it('is waited for past idle time, and idle time begins with it', () => {
    const session = owed(idle)
    expect(session.until(20_000).heard()).toBe('')
    session.session.answered(session.nowMs, session.messages[0]?.id ?? '', null)
    expect(session.heard()).toMatch(/^250 2\.6\.0 /)
    expect(session.until(20_999).heard()).toBe('')
    expect(session.until(21_000).heard()).toMatch(/^421 4\.4\.2 Idle/)
  })

  it('has its own deadline: 451, withdrawn, and withdrawn again if it was kept after all', () => {
    const session = owed()
    const [id = ''] = session.messages.map((message) => message.id)
    const at = session.nowMs
    expect(session.until(at + 29_999).heard()).toBe('')
    expect(session.until(at + 30_000).heard()).toMatch(/^451 4\.3\.0 [^\n]*\r\n$/)
    expect(session.withdrawn).toEqual([id])
    session.session.answered(session.nowMs, id, null)
    expect(session.withdrawn).toEqual([id, id])
    expect(session.heard()).toBe('')
    expect(session.record().messages).toEqual([])
  })

  it('comes before the last word of a stop, and of a deadline', () => {
    for (const end of ['stop', 'deadline'] as const) {
      const session = owed({ sessionTimeoutMs: 5000 })
      if (end === 'stop') session.session.stop(session.nowMs)
      session.until(10_000)
      expect(session.heard()).toBe('')
      session.session.answered(session.nowMs, session.messages[0]?.id ?? '', null)
      expect(session.heard()).toMatch(/^250 2\.6\.0 [^\n]*\r\n421 4\.\d\.2 [^\n]*\r\n$/)
    }
  })

  it('holds back what comes after the dot, and stops the reading', () => {
    const session = owed()
    session.send('NOOP\r\nQUIT\r\n')
    expect([session.heard(), session.paused]).toEqual(['', true])
    session.session.answered(session.nowMs, session.messages[0]?.id ?? '', null)
    expect(session.heard()).toMatch(/^250 2\.6\.0 [^\n]*\r\n250 2\.0\.0 [^\n]*\r\n221 /)
    expect(session.paused).toBe(false)
  })

  it('is recorded, and not told, where the client is gone', () => {
    const session = owed()
    session.session.broken(session.nowMs, 'ECONNRESET')
    session.session.closed(session.nowMs)
    expect(session.session.ended).toBe(false)
    session.session.answered(session.nowMs, session.messages[0]?.id ?? '', null)
    expect(session.session.ended).toBe(true)
    expect(session.heard()).toBe('')
    expect(session.record().messages).toHaveLength(1)
    expect(session.record().close).toMatchObject({ by: 'client', how: 'rst' })
  })
})

describe('TLS', () => {
  it('plaintext that came after STARTTLS is dropped and told, and the dialogue begins anew', () => {
    const session = new SessionUnderTest(createListener('submission'))
    session.send('EHLO client.test\r\nSTARTTLS\r\nAUTH PLAIN AHUAcA==\r\n')
    session.send(clientHello)
    session.heard()
    session.session.secured(session.nowMs, tlsFacts)
    expect(session.send('MAIL FROM:<a@x.test>\r\n').heard()).toMatch(/^503 5\.5\.1 Send EHLO again/)
    const kinds = session.record().entries.map(({ kind }) => kind)
    expect(kinds).toContain('discarded')
    expect(kinds.indexOf('discarded')).toBeLessThan(kinds.indexOf('client-hello'))
  })

  it('an alert in the handshake ends the connection, and says by whom', () => {
    const session = new SessionUnderTest(createListener('smtps'))
    session.send(clientHello)
    session.session.tlsBroken(++session.nowMs, { code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA' })
    expect(session.closed).toBe('cut')
    expect(session.record().close).toMatchObject({ by: 'client', how: 'fin' })
    expect(session.record().entries.at(-1)).toMatchObject({
      kind: 'tls-failed',
      alert: { name: 'unknown_ca' },
    })
  })

  it('a connection too many hears so inside TLS', () => {
    const session = new SessionUnderTest(createListener('smtps'), { refused: true })
    session.send(clientHello)
    expect(session.heard()).toBe('')
    session.session.secured(session.nowMs, tlsFacts)
    expect(session.heard()).toMatch(/^421 4\.3\.2 Too many connections/)
    expect(session.closed).toBe('fin')
  })
})
