import { expect, it } from 'vitest'
import { Emitter } from '../../src/base/emitter.ts'

it('a listener that throws or rejects is reported, and the others are told', async () => {
  const errors: unknown[] = []
  let bothCame = (): void => undefined
  const reported = new Promise<void>((resolve) => (bothCame = resolve))
  const emitter = new Emitter<string>((error) => {
    if (errors.push(error) === 2) bothCame()
  })
  const told: string[] = []
  emitter.on(() => {
    throw new Error('at once')
  })
  emitter.on(async () => {
    await Promise.resolve()
    throw new Error('later')
  })
  emitter.on((event) => told.push(event))
  emitter.emit('event')
  expect(told).toEqual(['event'])
  await reported
  expect(errors).toEqual([new Error('at once'), new Error('later')])
})

it('a listener that another takes off is not told, one that it adds only of the next event', () => {
  const emitter = new Emitter<string>(() => undefined)
  const told: string[] = []
  emitter.on(() => {
    off()
    emitter.on((event) => told.push(`new ${event}`))
  })
  const off = emitter.on((event) => told.push(`old ${event}`))
  emitter.emit('one')
  expect(told).toEqual([])
  emitter.emit('two')
  expect(told).toEqual(['new two'])
})
