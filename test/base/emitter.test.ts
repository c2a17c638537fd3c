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
