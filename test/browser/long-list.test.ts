import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyList,
  LongList,
  type LongListState,
  type Range,
  type StateHolder,
} from '../../src/ui/state/long-list.ts'
import { endOf, rowAt } from '../../src/ui/state/rows.ts'

interface Item {
  readonly id: string
  readonly seq: number
}

const item = (seq: number): Item => ({ id: `m${seq}`, seq })

function held<State>(state: State): StateHolder<State> {
  let now = state
  return { get: () => now, set: (next) => void (now = next), update: (change) => void (now = change(now)) }
}

/** A server with messages 1 to `count`, newest first. */
function serverOf(count: number) {
  let all = Array.from({ length: count }, (_, at) => item(count - at))
  const asked: Range[] = []
  const list = new LongList(
    {
      async load(range: Range) {
        asked.push(range)
        const { limit, offset, before } = range
        const older = all.filter(({ seq }) => before === null || seq < before)
        return {
          items: older.slice(offset, offset + limit),
          isEnd: older.length <= offset + limit,
        }
      },
      count: async () => all.length,
    },
    held<LongListState<Item>>(emptyList),
  )
  return {
    list,
    asked,
    get all() {
      return all
    },
    add() {
      const added = item((all[0]?.seq ?? 0) + 1)
      all = [added, ...all]
      return added
    },
    remove(ids: ReadonlySet<string>) {
      all = all.filter(({ id }) => !ids.has(id))
    },
  }
}

/** Each row that is loaded is the one that the server has there. */
function expectSame({ list, all }: ReturnType<typeof serverOf>): void {
  const state = list.state.get()
  const there = state.items.map(({ id }, at) => [state.places[at], id])
  expect(there).toEqual(state.places.map((row) => [row, all[row]?.id]))
}

describe('a list of which some rows are loaded', () => {
  it('loads what is looked at, wherever it is, and nothing between', async () => {
    const server = serverOf(10_000)
    await server.list.reload()
    await server.list.show(7_000, 7_040)
    await server.list.show(7_050, 7_090)
    expect(server.asked).toHaveLength(2)
    expect(rowAt(server.list.state.get(), 7_020)).toEqual(item(2_980))
    expect(server.list.state.get()).toMatchObject({ total: 10_000, phase: 'ready' })
    expectSame(server)
  })

  it('keeps what is in sight where it is as others come, and forgets what is far from it', async () => {
    const server = serverOf(5_000)
    await server.list.reload()
    for (let row = 0; row < 3_000; row += 40) await server.list.show(row, row + 40)
    for (let n = 0; n < 100; n++) server.list.put([server.add()])
    const state = server.list.state.get()
    expect(state.items.length).toBeLessThanOrEqual(1_000)
    expect([state.added, state.total]).toEqual([100, 5_100])
    expect(rowAt(state, 3_070)).toBeDefined()
    expectSame(server)
  })

  it('takes what comes, and what goes, while it is loaded', async () => {
    const server = serverOf(3)
    const loaded = server.list.reload()
    // The answer is on its way, without this one and with the other.
    server.list.put([server.add()])
    server.list.remove(new Set(['m2']), false)
    await loaded
    expect(server.list.state.get().items.map(({ id }) => id)).toEqual(['m4', 'm3', 'm1'])
  })

  it('forgets rows of which it does not know what they are now', async () => {
    const server = serverOf(1_000)
    await server.list.reload()
    await server.list.show(500, 540)
    const gone = new Set(['m900', 'm600', 'm10'])
    server.remove(gone)
    server.list.remove(gone, false)
    expectSame(server)
    expect(server.list.state.get().total).toBe(997)
    await server.list.show(500, 540)
    expect(rowAt(server.list.state.get(), 520)).toEqual(server.all[520])
  })

  it('keeps the rows above those that made room', async () => {
    const server = serverOf(1_000)
    await server.list.reload()
    await server.list.show(500, 540)
    const gone = new Set(['m1', 'm2'])
    server.remove(gone)
    server.list.remove(gone, true)
    expect(rowAt(server.list.state.get(), 520)).toEqual(item(480))
    expect(server.list.state.get().total).toBe(998)
    await server.list.show(990, 1_000)
    expect(endOf(server.list.state.get())).toBe(998)
  })

  it('names the ids of a range of which nothing between is loaded', async () => {
    const server = serverOf(1_000)
    await server.list.reload()
    await server.list.show(600, 640)
    const ids = await server.list.idsOf(20, 620)
    expect(ids).toEqual(server.all.slice(20, 620).map(({ id }) => id))
    expect(server.list.state.get().items.length).toBeLessThan(300)
  })

  it('has the rows of the server after whatever happens', async () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('show'), row: fc.nat(700) }),
      fc.record({ type: fc.constant('add'), row: fc.nat(5) }),
      fc.record({ type: fc.constant('remove'), row: fc.nat(700) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const server = serverOf(600)
        await server.list.reload()
        for (const { type, row } of steps) {
          if (type === 'show') await server.list.show(row, row + 30)
          else if (type === 'add') server.list.put([server.add()])
          else {
            const gone = new Set(server.all.slice(row, row + 3).map(({ id }) => id))
            server.remove(gone)
            server.list.remove(gone, false)
          }
          expectSame(server)
        }
      }),
      { numRuns: 200 },
    )
  })
})
