import { expect, it } from 'vitest'
import { Rank } from '../../src/base/rank.ts'
import { Semaphore } from '../../src/base/semaphore.ts'

/** Jobs that end when they are told to, in a log of what began. */
function jobsOf(semaphore: Semaphore) {
  const began: string[] = []
  const ends = new Map<string, () => void>()
  const start = (name: string, rank?: Rank, signal?: AbortSignal): Promise<string> => {
    const job = async (): Promise<string> => {
      began.push(name)
      await new Promise<void>((end) => ends.set(name, end))
      return name
    }
    return semaphore.run(job, { signal, ...(rank && { rank }) })
  }
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.()
    await new Promise(setImmediate)
  }
  return { began, start, end }
}

const back = (): Rank => new Rank('back')

it('lets those at the front go first, each line in its order', async () => {
  const { began, start, end } = jobsOf(new Semaphore(1))
  void start('first', back())
  for (const name of ['list 1', 'list 2']) void start(name, back())
  for (const name of ['one 1', 'one 2']) void start(name)
  for (const name of ['first', 'one 1', 'one 2', 'list 1', 'list 2']) await end(name)
  expect(began).toEqual(['first', 'one 1', 'one 2', 'list 1', 'list 2'])
})

it('keeps a place for the front where the back may not have all of them', async () => {
  const { began, start, end } = jobsOf(new Semaphore(2, { atBack: 1 }))
  for (const name of ['list 1', 'list 2', 'list 3']) void start(name, back())
  void start('one')
  expect(began).toEqual(['list 1', 'one'])
  await end('one')
  expect(began).toEqual(['list 1', 'one'])
  await end('list 1')
  expect(began).toEqual(['list 1', 'one', 'list 2'])
})

it('moves a job to the front while it waits, once', async () => {
  const semaphore = new Semaphore(1)
  const { began, start, end } = jobsOf(semaphore)
  const rank = back()
  void start('first')
  void start('list 1', back())
  void start('list 2', rank)
  void start('one')
  expect(semaphore.waitingAtBack).toBe(2)
  rank.moveForward()
  rank.moveForward()
  expect(semaphore.waitingAtBack).toBe(1)
  for (const name of ['first', 'one', 'list 2', 'list 1']) await end(name)
  expect(began).toEqual(['first', 'one', 'list 2', 'list 1'])
  expect(semaphore.waitingAtBack).toBe(0)
})

it('gives a job that moves to the front the place that is free for it', async () => {
  const { began, start } = jobsOf(new Semaphore(2, { atBack: 1 }))
  const rank = back()
  void start('list 1', back())
  void start('list 2', rank)
  rank.moveForward()
  await new Promise(setImmediate)
  expect(began).toEqual(['list 1', 'list 2'])
})

it.each(['front', 'back'] as const)(
  'ends a wait at the %s by its signal; the place goes to the next',
  async (where) => {
    const semaphore = new Semaphore(1)
    const { began, start, end } = jobsOf(semaphore)
    const leaving = new AbortController()
    void start('first')
    const left = start('left', new Rank(where), leaving.signal)
    void start('next', back())
    leaving.abort(new Error('gone'))
    await expect(left).rejects.toThrow('gone')
    expect(semaphore.waitingAtBack).toBe(1)
    await end('first')
    expect(began).toEqual(['first', 'next'])
    await expect(start('late', back(), leaving.signal)).rejects.toThrow('gone')
  },
)

it('refuses all that wait, and goes on', async () => {
  const semaphore = new Semaphore(1)
  const { began, start, end } = jobsOf(semaphore)
  const first = start('first')
  const waiting = [start('one'), start('list', back())]
  semaphore.refuseWaiting(new Error('closed'))
  for (const one of waiting) await expect(one).rejects.toThrow('closed')
  void start('after', back())
  await end('first')
  expect([await first, began]).toEqual(['first', ['first', 'after']])
})

it('refuses all that comes once it is closed, and lets what runs go on', async () => {
  const semaphore = new Semaphore(1)
  const { began, start, end } = jobsOf(semaphore)
  const first = start('first')
  const waiting = start('waiting')
  semaphore.close(new Error('closed'))
  await expect(waiting).rejects.toThrow('closed')
  await expect(start('late')).rejects.toThrow('closed')
  await end('first')
  expect([await first, began]).toEqual(['first', ['first']])
})
