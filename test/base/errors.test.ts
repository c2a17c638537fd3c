import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { FourportError, messageOf, systemCode } from '../../src/base/errors.ts'

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

it('an error names its paragraph by a path that is there, from whatever folder it is read', () => {
  const [file = '', anchor] = new FourportError('PORT_IN_USE', 'taken').docs.split('#')
  expect([isAbsolute(file), existsSync(file), anchor]).toEqual([true, true, 'port_in_use'])
})
