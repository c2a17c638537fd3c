import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { authMechanisms, userMechanisms } from '../../src/model/mechanisms.ts'

const page = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8')
const [, section = ''] = /^## Logins\n([^]*?)^## /m.exec(page) ?? []

/** Mechanisms in the order in which a text first names them. */
const named = (text: string): readonly string[] => [
  ...new Set(text.match(new RegExp(`(?<![\\w-])(?:${authMechanisms.join('|')})(?![\\w-])`, 'g'))),
]

it('docs/library.md names every mechanism, in the order of EHLO', () => {
  expect(named(section)).toEqual(authMechanisms)
})

it('and says which are offered without users', () => {
  const [, without = ''] = /Without users([^]*?)\./.exec(section) ?? []
  expect(named(without)).toEqual(authMechanisms.filter((name) => !userMechanisms.has(name)))
})
