import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf } from '../../src/store/memory/stored-messages.ts'
import { newMessage, put } from './messages.ts'
import { idsOf, openStore } from './store-under-test.ts'

const addresses = ['a@x.test', 'b@x.test', 'C@x.test', 'c@x.test']
const users = ['u', 'U', 'v']

interface Model {
  readonly id: string
  readonly to: readonly string[]
  readonly user: string | undefined
  readonly raw: Buffer
  readonly at: number
}

const step = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      to: fc.array(fc.constantFrom(...addresses), { minLength: 1, maxLength: 3 }),
      user: fc.option(fc.constantFrom(...users), { nil: undefined }),
      size: fc.oneof(fc.nat(3_000), fc.constant(70_000)),
    }),
  },
  { weight: 10, arbitrary: fc.record({ do: fc.constant('remove' as const), which: fc.array(fc.nat(20)) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
)

describe('after any adding, removing, ageing and eviction', () => {
  it('index, list, counts and bytes are those of a plain array', async () => {
    const limits = { maxMessages: 12, maxMessageBytes: 150_000, maxAgeMs: 100 }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { store, clock } = openStore(limits)
        let model: Model[] = []
        const cost = ({ raw, to }: Model): number => costOf(raw.length, to)
        const bytes = (): number => model.reduce((sum, message) => sum + cost(message), 0)
        let count = 0
        for (const action of steps) {
          if (action.do === 'wait') clock.ms += action.ms
          model = model.filter(({ at }) => at >= clock.ms - limits.maxAgeMs)
          if (action.do === 'add') {
            const raw = Buffer.alloc(action.size, ++count)
            const to = [...new Set(action.to)]
            const message = { id: `m-${count}`, to, user: action.user, raw, at: clock.ms }
            model.push(message)
            while (model.length > limits.maxMessages || bytes() > limits.maxMessageBytes) model.shift()
            store.addMessage(
              newMessage({ id: message.id, to, raw, ...(action.user && { user: action.user }) }),
            )
          } else if (action.do === 'remove') {
            const ids = action.which.map((n) => `m-${n}`)
            const gone = [...new Set(ids)].filter((id) => model.some((message) => message.id === id))
            store.counts()
            expect(store.removeMessages(ids)).toEqual(gone)
            model = model.filter(({ id }) => !gone.includes(id))
          } else if (action.do === 'clear') {
            store.counts()
            expect(store.clearMessages()).toBe(model.length)
            model = []
          }
        }
        const newest = model.toReversed()
        expect(await idsOf(store)).toEqual(newest.map(({ id }) => id))
        expect(store.counts()).toMatchObject({ messages: model.length, messageBytes: bytes() })
        for (const to of addresses) {
          const expected = newest.filter((message) =>
            message.to.some((one) => one.toLowerCase() === to.toLowerCase()),
          )
          expect(await idsOf(store, { to })).toEqual(expected.map(({ id }) => id))
        }
        for (const user of users) {
          const expected = newest.filter((message) => message.user?.toLowerCase() === user.toLowerCase())
          expect(await idsOf(store, { user })).toEqual(expected.map(({ id }) => id))
        }
        for (const { id, raw } of model) expect((await store.bytes(id))?.equals(raw)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('bytes are still exact when holes have been repacked', async () => {
    const { store } = openStore({ maxMessages: 20_000 })
    const kept = await Promise.all(
      Array.from({ length: 10_000 }, (_, n) => put(store, { raw: Buffer.alloc(2_000, n % 251) })),
    )
    store.removeMessages(kept.filter((_, n) => n % 10 !== 0).map(({ id }) => id))
    for (const [n, message] of kept.entries()) {
      if (n % 10 !== 0) continue
      expect((await store.bytes(message.id))?.equals(Buffer.alloc(2_000, n % 251)), message.id).toBe(true)
    }
    expect((await store.counts()).messages).toBe(1_000)
  })
})
