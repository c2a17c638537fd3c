import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/model/fault.ts'
import type { ProfileName } from '../../src/model/port-profile.ts'
import { arrive, clientHello, createListener, SessionUnderTest, tlsFacts } from '../support/session-bench.ts'
import { cuts } from '../support/wire-script.ts'

const ehlo = 'EHLO client.test\r\n'
const envelope = 'MAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\n'
const mail = `${envelope}DATA\r\nhello\r\n.\r\n`

/** A connection to a port at which faults were set before it came. */
function comeTo(port: ProfileName, ...faults: readonly Fault[]): SessionUnderTest {
  const listener = createListener(port)
  for (const fault of faults) listener.faults.set(fault)
  return new SessionUnderTest(listener)
}

function withFault(fault: Fault, way: 'plain' | 'implicit' | 'starttls' = 'plain'): SessionUnderTest {
  const session = arrive(way)
  session.faults.set(fault)
  return session
}

const codes = (said: string): readonly string[] => said.match(/^\d{3}(?= )/gm) ?? []
const fired = ({ session }: SessionUnderTest): readonly unknown[] =>
  session.snapshot(0, 0).entries.filter(({ kind }) => kind === 'fault')
const kinds = (session: SessionUnderTest): readonly string[] =>
  session.record().entries.map(({ kind }) => kind)

describe('at connect', () => {
  it('a delay: not a word before it is over, and what came meanwhile is answered after the greeting', () => {
    const session = comeTo('relay', { at: 'connect', delayMs: 700 })
    expect(session.wakes).toEqual([700])
    session.send(ehlo)
    expect(session.until(699).heard()).toBe('')
    expect(session.until(700).heard()).toMatch(/^220 [^\n]*\r\n250-/)
    expect(fired(session)).toMatchObject([{ at: 'connect', delayMs: 700, code: null, cut: null }])
  })

  it('a delay of a port with TLS from the first byte: the handshake begins after it', () => {
    const session = comeTo('smtps', { at: 'connect', delayMs: 700 })
    session.send(clientHello)
    expect(session.handshake).toBeNull()
    session.until(700)
    expect(session.handshake).toEqual(clientHello)
  })

  it('a delay holds no more than it has to: the peer is read no further', () => {
    const session = comeTo('relay', { at: 'connect', delayMs: 700 })
    session.send(`NOOP ${'x'.repeat(400)}\r\n`.repeat(50))
    expect(session.paused).toBe(true)
    session.until(700)
    expect(session.paused).toBe(false)
    expect(codes(session.heard())).toHaveLength(51)
  })

  it('a client that leaves in the delay is let go at once', () => {
    const session = comeTo('relay', { at: 'connect', delayMs: 3_600_000 })
    session.session.peerEnded(5)
    expect([session.closed, codes(session.heard())]).toEqual(['fin', ['220']])
    const broken = comeTo('smtps', { at: 'connect', delayMs: 3_600_000 })
    broken.session.broken(5, 'ECONNRESET')
    broken.session.closed(5)
    expect(broken.session.ended).toBe(true)
  })

  it.each(['fin', 'rst'] as const)('a cut by %s, before a word', (cut) => {
    for (const port of ['relay', 'smtps'] as const) {
      const session = comeTo(port, { at: 'connect', cut })
      expect([session.heard(), session.closed]).toEqual(['', cut])
      session.send(ehlo)
      expect(session.record().close).toMatchObject({ by: 'server', how: cut })
    }
  })

  it('in clear where TLS is due: greeted at once, and a ClientHello is answered like a line', () => {
    const session = comeTo('smtps', { at: 'connect', tls: 'plaintext' })
    expect(session.heard()).toBe('220 mail.test ESMTP\r\n')
    session.send(clientHello, 'by-byte')
    expect(session.heard()).toMatch(/^500 5\.5\.2 /)
    expect(session.handshake).toBeNull()
    session.send(`${ehlo}AUTH PLAIN AGEAYg==\r\n${mail}`)
    expect(codes(session.heard())).toEqual(['250', '235', '250', '250', '354', '250'])
    expect(session.record().entries.find(({ kind }) => kind === 'auth')).toMatchObject({ secure: false })
    expect(session.messages).toHaveLength(1)
  })

  it('in clear is for ports that are due to have TLS', () => {
    const session = comeTo('submission', { at: 'connect', tls: 'plaintext' })
    session.send(`${ehlo}${envelope}`)
    expect(codes(session.heard())).toEqual(['220', '250', '530', '530'])
    expect(fired(session)).toEqual([])
  })

  it('those turned away meet none', () => {
    const listener = createListener('relay')
    listener.faults.set({ at: 'connect', delayMs: 700 })
    expect(new SessionUnderTest(listener, { refused: true }).heard()).toMatch(/^421 /)
  })
})

describe('at the greeting', () => {
  it('several lines, and the session goes on', () => {
    const text = ['mail.test ESMTP', 'Welcome', 'and behave']
    const session = comeTo('relay', { at: 'greeting', reply: { code: 220, text } })
    expect(session.heard()).toBe('220-mail.test ESMTP\r\n220-Welcome\r\n220 and behave\r\n')
    expect(codes(session.send(`${ehlo}${mail}`).heard())).toEqual(['250', '250', '250', '354', '250'])
  })

  it('a delay: what came meanwhile is looked at when it is over, TLS where none is spoken too', () => {
    const session = comeTo('relay', { at: 'greeting', delayMs: 700 })
    session.send(clientHello)
    expect([session.heard(), session.paused]).toEqual(['', true])
    expect(codes(session.until(700).heard())).toEqual(['220'])
    expect([session.paused, session.closed, session.record().speaker]).toEqual([false, 'fin', 'tls'])
    expect(kinds(session).slice(-2)).toEqual(['first-bytes', 'client-hello'])
  })

  it('octets after it, in the same write', () => {
    const session = comeTo('relay', { at: 'greeting', reply: { code: 220 }, injected: '250 x\r\n' })
    expect(session.heard()).toMatch(/^220 [^\n]*\r\n250 x\r\n$/)
    expect(fired(session)).toMatchObject([{ injected: ['250 x'] }])
  })
})

describe('at EHLO', () => {
  const list = (session: SessionUnderTest): readonly string[] =>
    session.send(ehlo).heard().trimEnd().split('\r\n').slice(1)

  it('capabilities dropped: they are not done either, until EHLO offers them again', () => {
    const session = comeTo('submission', { at: 'EHLO', times: 1, ehlo: { drop: ['starttls', 'SIZE'] } })
    session.heard()
    expect(list(session).join()).not.toMatch(/STARTTLS|SIZE/)
    expect(session.send('STARTTLS\r\n').heard()).toMatch(/^502 5\.5\.1 STARTTLS is not offered/)
    expect(list(session)).toContain('250-STARTTLS')
    expect(session.send('STARTTLS\r\n').heard()).toMatch(/^220 /)
  })

  it('AUTH dropped', () => {
    const session = withFault({ at: 'EHLO', ehlo: { drop: ['AUTH'] } }, 'implicit')
    expect(list(session).join()).not.toContain('AUTH')
    expect(session.send('AUTH PLAIN AGEAYg==\r\n').heard()).toMatch(/^502 /)
  })

  it('AUTH dropped, and offered in other words: it is there', () => {
    const session = withFault({ at: 'EHLO', ehlo: { drop: ['AUTH'], add: ['AUTH plain'] } }, 'implicit')
    expect(list(session).at(-1)).toBe('250 AUTH plain')
    expect(session.send('AUTH plain AGEAYg==\r\n').heard()).toMatch(/^235 /)
  })

  it('keywords in lower case, mechanisms as they are, and others that nobody knows', () => {
    const session = withFault({ at: 'EHLO', ehlo: { lowerCase: true, add: ['XLONG a B'] } }, 'implicit')
    expect(list(session)).toEqual(
      expect.arrayContaining(['250-pipelining', expect.stringMatching(/^250-auth PLAIN /), '250 xlong a B']),
    )
  })

  it('withheld under TLS alone', () => {
    const listener = createListener('submission')
    listener.faults.set({ at: 'EHLO', secure: true, delayMs: 1500 })
    const session = new SessionUnderTest(listener)
    session.send(ehlo).send('STARTTLS\r\n').send(clientHello)
    session.session.secured(++session.nowMs, tlsFacts)
    session.heard()
    session.send(ehlo)
    expect(session.heard()).toBe('')
    expect(session.until(session.nowMs + 1500).heard()).toMatch(/^250-/)
  })

  it('another answer for good: the command has run', () => {
    const session = withFault({ at: 'EHLO', reply: { code: 250, text: ['me', 'SIZE 5'] } })
    expect(session.send(`${ehlo}${mail}`).heard()).toMatch(/^250-me\r\n250 SIZE 5\r\n250 2\.1\.0/)
  })
})

describe('in each session', () => {
  it('STARTTLS is there at the first EHLO, and stripped at the second', () => {
    const listener = createListener('submission')
    listener.faults.set({ at: 'EHLO', per: 'session', skip: 1, ehlo: { drop: ['STARTTLS'] } })
    listener.faults.set({ at: 'STARTTLS', per: 'session', times: 1, reply: { code: 454 } })
    for (const session of [new SessionUnderTest(listener), new SessionUnderTest(listener)]) {
      expect(session.send(ehlo).heard()).toMatch(/STARTTLS/)
      expect(session.send('STARTTLS\r\n').heard()).toMatch(/^454 /)
      expect(session.send(ehlo).heard()).not.toMatch(/STARTTLS/)
      expect(session.send('STARTTLS\r\n').heard()).toMatch(/^502 /)
    }
  })
})

describe('at STARTTLS', () => {
  const injected = '250-mail.test\r\n250 AUTH PLAIN\r\n235 2.7.0 ok\r\n'

  it('octets after its 220, before TLS does follow', () => {
    const session = comeTo('submission', { at: 'STARTTLS', injected })
    session.send(ehlo).heard()
    expect(session.send('STARTTLS\r\n').heard()).toBe(`220 2.0.0 Ready to start TLS\r\n${injected}`)
    session.send(clientHello)
    expect(session.handshake).toEqual(clientHello)
    expect(fired(session)).toMatchObject([
      { at: 'STARTTLS', code: null, injected: ['250-mail.test', '250 AUTH PLAIN', '235 2.7.0 ok'] },
    ])
  })

  it('a refusal with octets after it', () => {
    const session = comeTo('submission', { at: 'STARTTLS', reply: { code: 454 }, injected: '250 x\r\n' })
    session.send(ehlo).heard()
    expect(session.send('STARTTLS\r\n').heard()).toMatch(/^454 4\.0\.0 [^\n]*\r\n250 x\r\n$/)
  })

  it.each(cuts)('in clear after its 220, as if under TLS, played %s', (cut) => {
    const session = comeTo('submission', { at: 'STARTTLS', tls: 'plaintext' })
    session.send(ehlo).heard()
    session.send('STARTTLS\r\n')
    expect(codes(session.heard())).toEqual(['220'])
    session.send(clientHello, cut)
    expect(codes(session.heard())).toEqual(['500'])
    session.send(`${ehlo}AUTH PLAIN AGEAYg==\r\n${mail}`, cut)
    expect(codes(session.heard())).toEqual(['250', '235', '250', '250', '354', '250'])
    expect(session.handshake).toBeNull()
    expect(kinds(session)).toContain('client-hello')
    expect(session.record().tls).toBeNull()
  })

  it('in clear after its 220, as if it had not been said', () => {
    const session = comeTo('submission', { at: 'STARTTLS', tls: 'none', reply: { code: 220, text: 'Go' } })
    session.send(ehlo).heard()
    session.send(`STARTTLS\r\n${ehlo}${mail}`)
    expect(session.heard()).toMatch(/^220 2\.0\.0 Go\r\n250-/)
    expect(session.messages).toEqual([])
  })

  it('an alert of a client that gives up in clear is told', () => {
    const session = comeTo('submission', { at: 'STARTTLS', tls: 'plaintext' })
    session.send(ehlo).send('STARTTLS\r\n').send(clientHello)
    session.send(Buffer.from('15030100020246', 'hex'))
    expect(session.record().entries.at(-1)).toMatchObject({ kind: 'tls-failed', alert: { number: 70 } })
  })
})

describe('at the handshake', () => {
  const greeted = (...faults: readonly Fault[]): SessionUnderTest => {
    const session = comeTo('submission', ...faults)
    session.send(ehlo).send('STARTTLS\r\n').heard()
    return session
  }

  it('a stall, then TLS; the time that a handshake may take begins after it', () => {
    const session = greeted({ at: 'handshake', delayMs: 60_000 })
    session.send(clientHello)
    expect([session.handshake, session.heard()]).toEqual([null, ''])
    session.until(session.nowMs + 60_000)
    expect(session.handshake).toEqual(clientHello)
    session.until(session.nowMs + 9990)
    expect(session.closed).toBeNull()
    session.until(session.nowMs + 10)
    expect(session.closed).toBe('cut')
  })

  it('a stall: what comes after the ClientHello belongs to the handshake', () => {
    const session = comeTo('smtps', { at: 'handshake', delayMs: 60_000 })
    session
      .send(clientHello)
      .send('more')
      .until(session.nowMs + 60_000)
    expect(session.handshake).toEqual(Buffer.concat([clientHello, Buffer.from('more')]))
  })

  it('a stall that the client does not wait through', () => {
    const session = comeTo('smtps', { at: 'handshake', delayMs: 60_000 })
    session.send(clientHello)
    session.session.peerEnded(session.nowMs)
    expect(session.closed).not.toBeNull()
    expect(session.record().entries.at(-1)).toMatchObject({
      kind: 'tls-failed',
      phase: 'handshake',
      reason: 'client-closed',
    })
  })

  it.each(['fin', 'rst'] as const)('a cut by %s at the ClientHello', (cut) => {
    for (const session of [greeted({ at: 'handshake', cut }), comeTo('smtps', { at: 'handshake', cut })]) {
      session.send(clientHello)
      expect([session.handshake, session.closed]).toEqual([null, cut])
      session.session.peerEnded(session.nowMs)
      expect(kinds(session).slice(-2)).toEqual(['client-hello', 'fault'])
    }
  })

  it('in clear: the greeting in place of a ServerHello, on a port with TLS from the first byte', () => {
    const session = comeTo('smtps', { at: 'handshake', tls: 'plaintext' })
    expect(session.heard()).toBe('')
    session.send(clientHello)
    expect(session.heard()).toBe('220 mail.test ESMTP\r\n')
    expect(codes(session.send(`${ehlo}${mail}`).heard())).toEqual(['250', '250', '250', '354', '250'])
  })

  it('in clear after STARTTLS: a line in place of a ServerHello', () => {
    const session = greeted({ at: 'handshake', tls: 'plaintext' })
    expect(session.send(clientHello).heard()).toMatch(/^500 /)
    expect(codes(session.send(`${ehlo}${mail}`).heard())).toEqual(['250', '250', '250', '354', '250'])
  })
})

describe('at commands', () => {
  it.each([
    ['MAIL', 'MAIL FROM:<a@x.test>', 250],
    ['RCPT', 'RCPT TO:<b@x.test>', 251],
    ['DATA', 'DATA', 399],
    ['RSET', 'RSET', 250],
    ['NOOP', 'NOOP', 299],
    ['VRFY', 'VRFY b@x.test', 250],
    ['HELP', 'HELP', 211],
    ['QUIT', 'QUIT', 250],
    ['HELO', 'HELO c.test', 250],
  ] as const)('%s is done, and its success said in other words', (at, line, code) => {
    const session = withFault({ at, reply: { code, text: ['one', 'two'] } })
    const before = at === 'HELO' ? '' : `${ehlo}${at === 'MAIL' ? '' : envelope}`
    session.send(at === 'RCPT' ? `${ehlo}MAIL FROM:<a@x.test>\r\n` : before).heard()
    const enhanced = code < 300 && at !== 'HELO' ? '2.0.0 ' : ''
    expect(session.send(`${line}\r\n`).heard()).toBe(`${code}-${enhanced}one\r\n${code} ${enhanced}two\r\n`)
    expect(session.closed).toBe(at === 'QUIT' ? 'fin' : null)
    if (at === 'DATA') expect(codes(session.send('hello\r\n.\r\n').heard())).toEqual(['250'])
  })

  it('what the port refuses is refused all the same', () => {
    const session = withFault({ at: 'MAIL', reply: { code: 250, text: 'fine' } })
    session.send(ehlo).heard()
    session.send('MAIL FROM:<a@x.test> SIZE=99999999\r\nMAIL FROM:<a@x.test>\r\n')
    expect(session.heard()).toMatch(/^552 [^\n]*\r\n250 2\.0\.0 fine\r\n$/)
  })

  it('a login that succeeds in several steps is told so at its end', () => {
    const session = withFault({ at: 'AUTH', reply: { code: 235, text: 'in' } }, 'implicit')
    session.send(`${ehlo}AUTH LOGIN\r\ndXNlcg==\r\nc2VjcmV0\r\n`)
    expect(session.heard()).toMatch(/334 [^\n]*\r\n334 [^\n]*\r\n235 2\.0\.0 in\r\n$/)
    expect(session.record().user).toBe('user')
  })

  it('a login that was refused leaves a port that demands one closed: MAIL gets 530', () => {
    const listener = createListener('smtps')
    const required = { ...listener, profile: { ...listener.profile, auth: 'required' as const } }
    required.faults.set({ at: 'AUTH', reply: { code: 535 } })
    const session = new SessionUnderTest(required)
    session.send(clientHello)
    session.session.secured(++session.nowMs, tlsFacts)
    session.send(`${ehlo}AUTH PLAIN AGEAYg==\r\n${envelope}`)
    expect(codes(session.heard())).toEqual(['220', '250', '535', '530', '530'])
  })

  it('the 250 of a message is out before QUIT, pipelined after it, cuts the connection', () => {
    const session = withFault({ at: 'QUIT', cut: 'rst' })
    session.send(`${ehlo}${mail}QUIT\r\n`)
    expect(codes(session.heard())).toEqual(['250', '250', '250', '354', '250'])
    expect(session.closed).toBe('rst')
  })
})

describe.each(cuts)('in the content, played %s', (cut) => {
  const content = `${'0123456789'.repeat(20)}\r\n.\r\n`
  const inData = (fault: Fault): SessionUnderTest => {
    const session = withFault(fault)
    session.send(`${ehlo}${envelope}DATA\r\n`).heard()
    return session
  }

  it.each([
    [{ at: 'content', cut: 'fin' }, 1],
    [{ at: 'content', cut: 'rst', afterBytes: 100 }, 100],
    [{ at: 'content', cut: 'rst', afterBytes: 204 }, 204],
  ] as const)('%o', (fault, octets) => {
    const session = inData(fault)
    session.send(content, cut)
    expect([session.heard(), session.closed, session.messages]).toEqual(['', fault.cut, []])
    // Of the dot itself nothing is content, nor of the CRLF after it.
    expect(session.record().entries.at(-1)).toMatchObject({
      kind: 'data',
      sizeBytes: Math.min(octets, 202),
      complete: false,
    })
    expect(fired(session)).toMatchObject([{ at: 'content', afterBytes: octets }])
  })

  it('421 in the middle', () => {
    const session = inData({ at: 'content', reply: { code: 421 }, afterBytes: 50 })
    session.send(content, cut)
    expect(session.heard()).toMatch(/^421 4\.0\.0 [^\n]*\r\n$/)
    expect([session.closed, session.messages]).toEqual(['fin', []])
  })

  it('a delay, and the message comes whole after it', () => {
    const session = inData({ at: 'content', delayMs: 500, afterBytes: 50 })
    session.send(content, cut)
    expect(session.paused).toBe(true)
    session.until(session.nowMs + 500)
    expect(codes(session.heard())).toEqual(['250'])
    expect(session.messages).toMatchObject([{ raw: content.slice(0, -3) }])
  })

  it('several, each where it stands; a message that is shorter meets none', () => {
    const session = inData({ at: 'content', pace: { bytes: 1, everyMs: 5 }, afterBytes: 20 })
    session.faults.set({ at: 'content', delayMs: 1, afterBytes: 120 })
    session.faults.set({ at: 'content', cut: 'rst', afterBytes: 206 })
    session.send(content, cut)
    session.until(session.nowMs + 5)
    expect(fired(session)).toMatchObject([{ afterBytes: 20 }, { afterBytes: 120 }])
    expect(session.messages).toHaveLength(1)
    session.send(`${mail}`, cut)
    expect(session.messages).toHaveLength(2)
  })
})

describe('at the end of a message', () => {
  it('a lie: 250, and nobody has it', () => {
    const session = withFault({ at: 'dot', reply: { code: 250, text: 'Queued' } })
    session.send(`${ehlo}${mail}`)
    expect(session.heard()).toMatch(/250 2\.0\.0 Queued\r\n$/)
    expect(session.messages).toEqual([])
  })

  it('the truth, in other words', () => {
    const session = withFault({ at: 'kept', reply: { code: 250, text: ['Queued', 'as 1'] } })
    session.send(`${ehlo}${mail}`)
    expect(session.heard()).toMatch(/250-2\.0\.0 Queued\r\n250 2\.0\.0 as 1\r\n$/)
    expect(session.messages).toHaveLength(1)
  })
})

describe('a pace', () => {
  it('is for all that is said from there on, until the server stops', () => {
    const pace = { bytes: 1, everyMs: 10 }
    const session = withFault({ at: 'NOOP', pace })
    session.send(ehlo)
    expect(session.paced).toBeNull()
    session.send('NOOP\r\n')
    expect(session.paced).toEqual(pace)
    expect(fired(session)).toMatchObject([{ pace }])
    session.session.stop(session.nowMs)
    expect(session.paced).toBeNull()
  })
})
