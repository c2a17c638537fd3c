import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/model/fault.ts'
import { arrive, SessionUnderTest } from '../support/session-bench.ts'
import { cuts, type ways } from '../support/wire-script.ts'

const mail = 'MAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\nhello\r\n.\r\n'
const refusal = { code: 451, enhanced: '4.3.2', text: 'Try again later' }

/** The codes of what was said, and how many messages the store had. */
function play(session: SessionUnderTest, script: string): { codes: string[]; stored: number } {
  const codes =
    session
      .send(script)
      .heard()
      .match(/^\d{3}(?= )/gm) ?? []
  return { codes, stored: session.messages.length }
}

function faulty(fault: Fault, way: (typeof ways)[number] = 'plain'): SessionUnderTest {
  const session = arrive(way)
  session.faults.set(fault)
  return session
}

const greeted = ['250']

/** A fault, what the client gets for `mail`, how many messages are stored, and how the connection ended. */
const rows: readonly (readonly [string, Fault, readonly string[], number, 'fin' | 'rst' | null])[] = [
  ['EHLO refused', { at: 'EHLO', reply: { code: 502 } }, ['502', '503', '503', '503', '500', '500'], 0, null],
  ['MAIL refused', { at: 'MAIL', reply: refusal }, ['250', '451', '503', '503', '500', '500'], 0, null],
  [
    'MAIL of another',
    { at: 'MAIL', from: 'z@*', reply: refusal },
    ['250', '250', '250', '354', '250'],
    1,
    null,
  ],
  [
    'RCPT refused',
    { at: 'RCPT', to: '*@X.TEST', reply: refusal },
    ['250', '250', '451', '503', '500', '500'],
    0,
    null,
  ],
  [
    'RCPT of another',
    { at: 'RCPT', to: 'b@x.tes', reply: refusal },
    ['250', '250', '250', '354', '250'],
    1,
    null,
  ],
  ['421 closes', { at: 'RCPT', reply: { code: 421 } }, ['250', '250', '421'], 0, 'fin'],
  ['DATA refused', { at: 'DATA', reply: refusal }, ['250', '250', '250', '451', '500', '500'], 0, null],
  ['DATA reset', { at: 'DATA', cut: 'rst' }, ['250', '250', '250'], 0, 'rst'],
  [
    'refused at the dot',
    { at: 'dot', to: 'b@*', reply: refusal },
    ['250', '250', '250', '354', '451'],
    0,
    null,
  ],
  ['cut at the dot', { at: 'dot', cut: 'fin' }, ['250', '250', '250', '354'], 0, 'fin'],
  ['refused when kept', { at: 'kept', reply: refusal }, ['250', '250', '250', '354', '451'], 1, null],
  ['cut when kept', { at: 'kept', from: 'a@x.test', cut: 'rst' }, ['250', '250', '250', '354'], 1, 'rst'],
  ['a reply, then a cut', { at: 'RCPT', reply: refusal, cut: 'rst' }, ['250', '250', '451'], 0, 'rst'],
  [
    'another listener',
    { at: 'RCPT', listener: 'smtps', cut: 'rst' },
    ['250', '250', '250', '354', '250'],
    1,
    null,
  ],
]

describe.each(cuts)('a fault, played %s', (cut) => {
  it.each(rows)('%s', (_name, fault, codes, stored, closed) => {
    const session = faulty(fault)
    const said =
      session
        .send(`EHLO client.test\r\n${mail}`, cut)
        .heard()
        .match(/^\d{3}(?= )/gm) ?? []
    expect(said).toEqual(codes)
    expect(session.messages).toHaveLength(stored)
    expect(session.closed).toBe(closed)
  })
})

describe('a fault', () => {
  it('fires as often as it may, says which reply, and then no more', () => {
    const session = faulty({ at: 'RCPT', to: '*@x.test', times: 2, reply: refusal })
    expect(play(session, 'EHLO client.test\r\nMAIL FROM:<a@x.test>\r\n').codes).toEqual(['250', '250'])
    session.send('RCPT TO:<b@x.test>\r\nRCPT TO:<c@x.test>\r\n')
    expect(session.heard()).toBe('451 4.3.2 Try again later\r\n451 4.3.2 Try again later\r\n')
    expect(play(session, 'RCPT TO:<b@x.test>\r\nRCPT TO:<c@x.test>\r\n').codes).toEqual(['250', '250'])
    expect(session.faults.armed).toBe(false)
    const fired = session.record().entries.filter(({ kind }) => kind === 'fault')
    expect(fired).toMatchObject([
      { id: 'f1', at: 'RCPT', code: 451, delayMs: null, cut: null, fired: 1, times: 2 },
      { id: 'f1', fired: 2 },
    ])
  })

  it('is asked for once state and syntax are right', () => {
    const session = faulty({ at: 'RCPT', reply: refusal })
    const script =
      'RCPT TO:<b@x.test>\r\nEHLO c.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b\r\nRCPT TO:<b@x.test>\r\n'
    expect(play(session, script).codes).toEqual(['503', '250', '250', '501', '451'])
  })

  it('counts towards no limit', () => {
    const session = faulty({ at: 'RCPT', reply: refusal })
    session.send('EHLO client.test\r\nMAIL FROM:<a@x.test>\r\n').heard()
    const codes = play(session, 'RCPT TO:<b@x.test>\r\n'.repeat(60)).codes
    expect(codes).toEqual(Array.from({ length: 60 }, () => '451'))
    expect(session.closed).toBeNull()
  })

  it('of several, the one that was set first', () => {
    const session = faulty({ at: 'RCPT', times: 1, reply: { code: 450 } })
    session.faults.set({ at: 'RCPT', reply: { code: 550 } })
    const script = 'EHLO c.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nRCPT TO:<b@x.test>\r\n'
    expect(play(session, script).codes).toEqual(['250', '250', '450', '550'])
  })

  it('at the greeting ends the connection, and has no enhanced code', () => {
    const bench = arrive('plain')
    bench.faults.set({ at: 'greeting', reply: { code: 554, text: 'No' } })
    const session = bench.another()
    expect(session.heard()).toBe('554 No\r\n')
    expect(session.closed).toBe('fin')
  })

  it('at AUTH leaves no login, keeps no secret, and hides what comes after it', () => {
    const session = faulty({ at: 'AUTH', reply: { code: 454 } }, 'implicit')
    session.send('EHLO client.test\r\nAUTH LOGIN\r\ndXNlcg==\r\nc2VjcmV0\r\n')
    expect(session.heard().match(/^\d{3}(?= )/gm)).toEqual(['250', '454', '500', '500'])
    const { entries } = session.record()
    expect(entries.find(({ kind }) => kind === 'auth')).toMatchObject({ outcome: 'on-purpose', user: null })
    expect(JSON.stringify(entries)).not.toMatch(/c2VjcmV0|dXNlcg/)
  })

  it('by user: only after the login of that one', () => {
    const session = faulty({ at: 'MAIL', user: 'ada', reply: refusal }, 'implicit')
    const login = `AUTH PLAIN ${Buffer.from('\0ada\0secret').toString('base64')}\r\n`
    const mailFrom = 'MAIL FROM:<a@x.test>\r\n'
    expect(play(session, `EHLO c.test\r\n${login}${mailFrom}`).codes).toEqual([...greeted, '235', '451'])
  })
})

describe('a delay', () => {
  it('holds back the reply and what comes after it, and the reading', () => {
    const session = faulty({ at: 'RCPT', delayMs: 700, times: 1 })
    session.send('EHLO c.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\n')
    expect(session.heard().match(/^\d{3}(?= )/gm)).toEqual(['250', '250'])
    const until = session.nowMs + 700
    expect(session.wakes).toEqual([until])
    session.send('NOOP\r\n')
    expect(session.paused).toBe(true)
    expect(session.until(until - 1).heard()).toBe('')
    expect(session.until(until).heard()).toMatch(/^250 2\.1\.5 [^\n]*\r\n250 2\.0\.0 [^\n]*\r\n$/)
    expect(session.paused).toBe(false)
  })

  it('is no idle time, which begins after it', () => {
    const session = arrive('plain', { idleTimeoutMs: 1000, sessionTimeoutMs: 60_000 })
    session.faults.set({ at: 'NOOP', delayMs: 5000 })
    session.send('NOOP\r\n')
    const until = session.nowMs + 5000
    expect(session.until(until + 999).heard()).toMatch(/^250 [^\n]*\r\n$/)
    expect(session.until(until + 1000).heard()).toMatch(/^421 4\.4\.2 Idle/)
  })

  it('at the dot: the message is stored after it, byte for byte', () => {
    const session = faulty({ at: 'dot', delayMs: 500 })
    session.send(`EHLO c.test\r\n${mail}`)
    expect(session.messages).toEqual([])
    session.send('QUIT\r\n').heard()
    session.until(session.nowMs + 500)
    expect(session.messages).toMatchObject([{ raw: 'hello\r\n' }])
    expect(session.heard().match(/^\d{3}(?= )/gm)).toEqual(['250', '221'])
  })

  it('at the dot, and the client is gone before it is over: stored at once, and nobody is answered', () => {
    const session = faulty({ at: 'dot', delayMs: 500 })
    session.send(`EHLO c.test\r\n${mail}`).heard()
    session.session.broken(session.nowMs, 'ECONNRESET')
    session.session.closed(session.nowMs)
    expect(session.messages).toHaveLength(1)
    expect([session.session.ended, session.heard()]).toEqual([true, ''])
  })

  it('when kept, with a store that answers later: 250 when both are over', () => {
    const session = faulty({ at: 'kept', delayMs: 500 })
    session.keep = () => 'later'
    session.send(`EHLO c.test\r\n${mail}`).heard()
    session.session.answered(session.nowMs, session.messages[0]?.id ?? '', null)
    expect(session.heard()).toBe('')
    expect(session.until(session.nowMs + 500).heard()).toMatch(/^250 2\.6\.0 /)
  })

  it('of a command ends with its client', () => {
    const session = faulty({ at: 'NOOP', delayMs: 500 })
    session.send('NOOP\r\n')
    session.session.broken(session.nowMs, 'ECONNRESET')
    session.session.closed(session.nowMs)
    expect(session.session.ended).toBe(true)
  })

  it('is over when the client has left: it would keep the session open for nobody', () => {
    const session = faulty({ at: 'NOOP', delayMs: 3_600_000 })
    session.send('NOOP\r\nNOOP\r\n')
    session.session.peerEnded(session.nowMs)
    expect(session.heard()).toMatch(/^250 [^\n]*\r\n250 [^\n]*\r\n$/)
    expect(session.closed).toBe('fin')
  })

  it.each(['dot', 'kept'] as const)('of a message at %s is over then, too: its bytes would stay', (at) => {
    const session = faulty({ at, delayMs: 3_600_000 })
    session.send(`EHLO c.test\r\n${mail}`).heard()
    session.session.peerEnded(session.nowMs)
    expect(session.heard()).toMatch(/^250 /)
    expect([session.closed, session.messages.length]).toEqual(['fin', 1])
  })

  it.each(['NOOP', 'dot'] as const)('at %s ends when its fault is removed', (at) => {
    const session = arrive('plain')
    const fault = session.faults.set({ at, delayMs: 3_600_000 })
    session.send(`EHLO c.test\r\n${mail}NOOP\r\n`).heard()
    void fault.off()
    expect(session.until(session.nowMs + 1).heard()).toMatch(/250 [^\n]*\r\n$/)
    expect(session.messages).toHaveLength(1)
  })

  it('ends when all faults are removed, also when its own fires no more', () => {
    const session = faulty({ at: 'dot', delayMs: 3_600_000, times: 1 })
    session.send(`EHLO c.test\r\n${mail}`).heard()
    session.faults.clear()
    expect(session.until(session.nowMs + 1).heard()).toMatch(/^250 /)
  })

  it('a stop waits for none: a message that had begun meanwhile is taken, then 421', () => {
    const session = faulty({ at: 'RCPT', delayMs: 60_000 })
    session.send(`EHLO c.test\r\n${mail.slice(0, mail.indexOf('DATA') + 6)}`).heard()
    session.session.stop(session.nowMs)
    expect(session.heard().match(/^\d{3}(?= )/gm)).toEqual(['250', '354'])
    session.send('hello\r\n.\r\n')
    expect(session.heard().match(/^\d{3}(?= )/gm)).toEqual(['250', '421'])
    expect(session.messages).toHaveLength(1)
  })

  it('a stop waits for none: the reply comes at once, then 421', () => {
    const session = faulty({ at: 'NOOP', delayMs: 60_000 })
    session.send('NOOP\r\n')
    session.session.stop(session.nowMs)
    expect(session.heard().match(/^\d{3}(?= )/gm)).toEqual(['250', '421'])
  })

  it('of STARTTLS: plaintext that came meanwhile is thrown away and told', () => {
    const session = new SessionUnderTest(arrive('starttls').listener)
    session.faults.set({ at: 'STARTTLS', delayMs: 300 })
    session.send('EHLO c.test\r\nSTARTTLS\r\n').send('NOOP\r\n').heard()
    expect(session.until(session.nowMs + 300).heard()).toMatch(/^220 /)
    expect(session.record().entries.at(-1)).toMatchObject({ kind: 'discarded', verbs: ['NOOP'] })
  })

  it('of the greeting: what comes before it waits', () => {
    const bench = arrive('plain')
    bench.faults.set({ at: 'greeting', delayMs: 300 })
    const session = bench.another()
    session.send('NOOP\r\n')
    expect(session.heard()).toBe('')
    expect(
      session
        .until(300)
        .heard()
        .match(/^\d{3}(?= )/gm),
    ).toEqual(['220', '250'])
  })
})
