import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { messageOf, systemCode } from '../../src/base/errors.ts'

it('an error of another realm, as Jest makes them, is read like one of ours', () => {
  const foreign: unknown = runInNewContext(`Object.assign(new Error('not there'), { code: 'ENOENT' })`)
  expect(foreign).not.toBeInstanceOf(Error)
  expect(systemCode(foreign)).toBe('ENOENT')
  expect(messageOf(foreign)).toBe('not there')
})

it.each([[undefined], [null], ['text'], [7], [{ code: 5, message: 6 }]])(
  'anything may be thrown: %j',
  (thrown) => {
    expect(systemCode(thrown)).toBe('')
    expect(messageOf(thrown)).toBe(String(thrown))
  },
)
