import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { clientHello, createListener, SessionUnderTest, tlsFacts } from '../support/session-bench.ts'

const hint = /^421 4\.7\.0 This port speaks TLS from the first byte/

function onTlsPort(): SessionUnderTest {
  return new SessionUnderTest(createListener('smtps', { hints: true }))
}

describe('a ClientHello that is slow to come', () => {
  it('after the hint is recorded, and the client is not blamed', () => {
    const session = onTlsPort()
    expect(session.until(3_000).heard()).toMatch(hint)
    session.until(3_500).send(clientHello)
    session.session.peerEnded(++session.nowMs)
    session.session.closed(++session.nowMs)
    const record = session.record()
    expect(record.entries.map(({ kind }) => kind)).toEqual(['server', 'reply', 'first-bytes', 'client-hello'])
    expect(diagnose(record).findings).toMatchObject([
      {
        id: 'hint-before-client-hello',
        severity: 'warning',
        saw: expect.stringMatching(/began TLS on port 465 3\.5 s after it connected.* after 3 s\.$/),
      },
    ])
  })

  it('is waited for longer where its host has spoken TLS on this port before', () => {
    const first = onTlsPort().send(clientHello)
    first.session.secured(++first.nowMs, tlsFacts)
    const next = first.another()
    expect(next.until(9_900).heard()).toBe('')
    next.send(clientHello)
    next.session.secured(++next.nowMs, tlsFacts)
    expect(next.heard()).toMatch(/^220 /)
    expect(first.another().until(10_000).heard()).toMatch(hint)
  })

  it('is forgotten after three minutes, so that a wrong client of the same host gets its hint soon', () => {
    const listener = createListener('smtps', { hints: true })
    listener.tlsHosts.remember('127.0.0.1', -180_000)
    expect(new SessionUnderTest(listener).until(3_000).heard()).toMatch(hint)
    listener.tlsHosts.remember('127.0.0.1', -179_999)
    expect(new SessionUnderTest(listener).until(3_000).heard()).toBe('')
  })

  it('is waited for longer by as much as the server itself was late', () => {
    const session = onTlsPort()
    session.session.late(2_000)
    expect(session.until(4_900).heard()).toBe('')
    expect(session.until(5_000).heard()).toMatch(hint)
    expect(session.record().lateMs).toBe(2_000)
  })

  it('from another host does not count', () => {
    const listener = createListener('smtps', { hints: true })
    listener.tlsHosts.remember('192.0.2.7', 0)
    expect(new SessionUnderTest(listener).until(3_000).heard()).toMatch(hint)
  })
})
