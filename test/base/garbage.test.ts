import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Garbage } from '../../src/base/garbage.ts'

/** Something that only the collector can take away. */
const unneeded = (): WeakRef<object> => new WeakRef({ text: 'x' })

it('is collected when there is too much of it, and not before', async () => {
  const garbage = new Garbage(1000)
  const one = unneeded()
  // What a WeakRef has given lives for the rest of its turn.
  await nextTurn()
  garbage.left(999)
  expect(one.deref()).toBeDefined()
  await nextTurn()
  garbage.left(1)
  expect(one.deref()).toBeUndefined()
  // The count begins again.
  const next = unneeded()
  await nextTurn()
  garbage.left(999)
  expect(next.deref()).toBeDefined()
})

it('shows no collector to contexts that are made later', async () => {
  new Garbage(1).left(1)
  const { runInNewContext } = await import('node:vm')
  expect(runInNewContext('typeof gc')).toBe('undefined')
})
