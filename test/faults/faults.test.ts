import { describe, expect, it } from 'vitest'
import { Faults } from '../../src/faults/faults.ts'
import type { FaultSubject } from '../../src/faults/fault-subject.ts'
import type { Fault } from '../../src/model/fault.ts'

const somebody: FaultSubject = {
  session: {},
  host: '127.0.0.1',
  listener: 'mine',
  profile: 'submission',
  tls: 'starttls',
  secure: true,
  user: null,
  from: 'a@x.test',
  to: ['b@x.test'],
}
const reply = { code: 451 }

/** Which of so many tries, a millisecond apart, a fault fires at. */
function firesAt(fault: Omit<Fault, 'at' | 'reply'>, tries: number, seed = 1): readonly number[] {
  const faults = new Faults({ seed, owners })
  faults.set({ at: 'RCPT', reply, ...fault })
  return Array.from({ length: tries }, (_, nowMs) => nowMs).filter(
    (nowMs) => faults.take('RCPT', somebody, nowMs) !== null,
  )
}

const owners = {
  ownerOfAddress: (address: string) => (address.startsWith('i1@') ? 'i1' : undefined),
  ownerOfUser: (user: string) => (user === 'i1' ? 'i1' : undefined),
}

describe('how often a fault fires', () => {
  it('always, or as often as it may', () => {
    expect(firesAt({}, 4)).toEqual([0, 1, 2, 3])
    expect(firesAt({ times: 2 }, 4)).toEqual([0, 1])
  })

  it('after the first few, counted apart', () => {
    expect(firesAt({ skip: 2 }, 4)).toEqual([2, 3])
    expect(firesAt({ skip: 1, times: 2 }, 5)).toEqual([1, 2])
  })

  it('in each session by itself', () => {
    const faults = new Faults()
    const set = faults.set({ at: 'RCPT', reply, per: 'session', skip: 1, times: 1 })
    const tries = (session: object): boolean[] =>
      [0, 1, 2].map((nowMs) => faults.take('RCPT', { ...somebody, session }, nowMs) !== null)
    expect(tries({})).toEqual([false, true, false])
    expect(tries({})).toEqual([false, true, false])
    expect(faults.list()).toMatchObject([{ id: set.id, fired: 2, state: 'set' }])
  })

  it('beyond so many a minute: those it let pass count, and no longer than a minute', () => {
    expect(firesAt({ perMinute: 2 }, 5)).toEqual([2, 3, 4])
    const faults = new Faults()
    faults.set({ at: 'RCPT', reply, perMinute: 2 })
    const at = (nowMs: number): boolean => faults.take('RCPT', somebody, nowMs) !== null
    expect([0, 30_000, 59_999, 60_000, 60_001, 89_999, 90_000].map(at)).toEqual([
      false,
      false,
      true,
      false,
      true,
      true,
      false,
    ])
  })

  it('until a time has passed since the first try of host, sender and recipient', () => {
    const faults = new Faults()
    faults.set({ at: 'RCPT', reply, greylistMs: 100 })
    const at = (nowMs: number, subject: Partial<FaultSubject> = {}): boolean =>
      faults.take('RCPT', { ...somebody, ...subject }, nowMs) !== null
    expect([at(0), at(99), at(100), at(5000)]).toEqual([true, true, false, false])
    expect([at(5000, { to: ['c@x.test'] }), at(5100, { to: ['C@x.test'] })]).toEqual([true, false])
    expect(at(5000, { host: '127.0.0.2' })).toBe(true)
    expect(at(5000, { from: '' })).toBe(true)
  })

  it('by chance, which the seed decides', () => {
    const one = firesAt({ probability: 30 }, 1000, 7)
    expect(firesAt({ probability: 30 }, 1000, 7)).toEqual(one)
    expect(firesAt({ probability: 30 }, 1000, 8)).not.toEqual(one)
    expect(one.length).toBeGreaterThan(200)
    expect(one.length).toBeLessThan(400)
    expect(firesAt({ probability: 100 }, 50)).toHaveLength(50)
    const faults = new Faults({ seed: 7, owners })
    faults.set({ at: 'RCPT', reply, probability: 100 })
    expect(faults.take('RCPT', somebody, 0)).toMatchObject({ seed: 7 })
  })

  it('two of them share no luck', () => {
    const faults = new Faults({ seed: 7, owners })
    const first = faults.set({ at: 'RCPT', reply, probability: 50, from: 'a@*' })
    const second = faults.set({ at: 'RCPT', reply, probability: 50, from: 'z@*' })
    const lucky = (from: string): boolean[] =>
      Array.from({ length: 100 }, () => faults.take('RCPT', { ...somebody, from }, 0) !== null)
    expect(lucky('a@x.test')).not.toEqual(lucky('z@x.test'))
    expect([first.id, second.id]).toEqual(['f1', 'f2'])
  })

  it('where the first of two lets somebody pass, the next has its turn', () => {
    const faults = new Faults()
    faults.set({ at: 'RCPT', reply: { code: 450 }, skip: 1 })
    faults.set({ at: 'RCPT', reply: { code: 550 } })
    const code = (): number | undefined => faults.take('RCPT', somebody, 0)?.reply?.code
    expect([code(), code(), code()]).toEqual([550, 450, 450])
  })
})

describe('who a fault is meant for', () => {
  const fits = (fault: Partial<Fault>, subject: Partial<FaultSubject> = {}): boolean => {
    const faults = new Faults({ seed: 1, owners })
    faults.set({ at: 'RCPT', reply, ...fault })
    return faults.take(fault.at ?? 'RCPT', { ...somebody, ...subject }, 0) !== null
  }

  it.each([
    [{ secure: true }, {}, true],
    [{ secure: false }, {}, false],
    [{ inbox: 'i1' }, {}, false],
    [{ inbox: 'i1' }, { user: 'i1' }, true],
    [{ inbox: 'i1' }, { to: ['z@x.test', 'i1@inbox.test'] }, true],
    [{ inbox: 'i1' }, { user: 'i2', to: ['i2@inbox.test'] }, false],
    [{ listener: 'mine' }, {}, true],
    [{ listener: 'submission' }, {}, true],
    [{ listener: 'smtps' }, {}, false],
    [{ at: 'connect', tls: 'plaintext' }, {}, false],
    [{ at: 'connect', tls: 'plaintext' }, { tls: 'implicit' }, true],
    [{ at: 'handshake', tls: 'plaintext' }, {}, true],
  ] satisfies readonly (readonly [Partial<Fault>, Partial<FaultSubject>, boolean])[])(
    '%o of %o: %s',
    (fault, subject, is) => {
      expect(fits(fault, subject)).toBe(is)
    },
  )
})

describe('the list', () => {
  it('has what was set, with how often it fired, until it is taken off', async () => {
    const faults = new Faults()
    const fault = { at: 'RCPT', times: 1, reply } as const
    const set = faults.set(fault)
    faults.set({ at: 'dot', cut: 'rst' })
    faults.take('RCPT', somebody, 0)
    expect(faults.list()).toEqual([
      { id: 'f1', fault, fired: 1, state: 'over' },
      { id: 'f2', fault: { at: 'dot', cut: 'rst' }, fired: 0, state: 'set' },
    ])
    await set.off()
    expect(faults.list().map(({ id }) => id)).toEqual(['f2'])
    expect([faults.off('f1'), faults.off('f2')]).toEqual([false, true])
    faults.set(fault)
    faults.clear()
    expect([faults.list(), faults.armed]).toEqual([[], false])
  })

  it('keeps the last of those that are spent, so that a long run has an end', () => {
    const faults = new Faults()
    for (let count = 0; count < 1100; count++) {
      faults.set({ at: 'RCPT', times: 1, reply })
      faults.take('RCPT', somebody, 0)
    }
    expect(faults.list()).toHaveLength(1000)
    expect(faults.list().at(-1)?.id).toBe('f1100')
  })

  it('of content: where to ask next', () => {
    const faults = new Faults()
    faults.set({ at: 'content', afterBytes: 50, cut: 'rst' })
    faults.set({ at: 'content', cut: 'rst', to: 'c@x.test' })
    faults.set({ at: 'content', cut: 'rst', afterBytes: 20 })
    expect([1, 20, 21, 51].map((from) => faults.nextContent(somebody, from))).toEqual([20, 20, 50, null])
  })
})

describe('how many faults there may be', () => {
  const full = expect.objectContaining({ code: 'FAULTS_FULL' }) as Error

  it('a thousand; one that is removed or over makes room', () => {
    const faults = new Faults()
    const [first] = Array.from({ length: 1000 }, () => faults.set({ at: 'RCPT', reply, times: 1 }))
    expect(() => faults.set({ at: 'RCPT', reply })).toThrow(full)
    void first?.off()
    faults.set({ at: 'RCPT', reply })
    expect(() => faults.set({ at: 'RCPT', reply })).toThrow('1000 faults are set, and no more can be.')
    expect(faults.take('RCPT', somebody, 1)).not.toBeNull()
    faults.set({ at: 'RCPT', reply })
  })

  it('4 MiB of them as JSON, of those that are over the last ones', () => {
    const faults = new Faults()
    const large: Fault = {
      at: 'RCPT',
      times: 1,
      reply: { code: 451, text: Array(100).fill('x'.repeat(400)) },
    }
    const most = Math.floor((4 * 1024 * 1024) / JSON.stringify(large).length)
    for (let n = 0; n < most; n++) faults.set(large)
    expect(() => faults.set(large)).toThrow(full)
    for (let n = 0; n < most; n++) faults.take('RCPT', somebody, n)
    expect(faults.list()).toHaveLength(most)
    faults.set(large)
    expect(faults.list()).toHaveLength(most)
    expect(faults.list().at(-1)).toMatchObject({ state: 'set' })
  })
})
