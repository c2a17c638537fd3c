import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { hostName, isOwnHost } from '../../src/http/gate/gate.ts'
import { beneath, readTarget } from '../../src/http/gate/path.ts'

it('every path has one spelling, and that spelling is its own', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '/',
      '//',
      '.',
      '..',
      '%2e',
      '%2E%2e',
      '%2f',
      '%5c',
      '\\',
      '%00',
      '%',
      '%61',
      'api',
      'events',
      '%25',
      'é',
      ' ',
      '+',
      ';',
      '?',
    ),
    fc.string({ maxLength: 5 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const target = readTarget(`/${pieces.join('')}`)
      if (target === null) return
      expect(target.path).toMatch(/^\/[^?#\\]*$/)
      expect(target.path).not.toMatch(/\/\/|\/\.\.?(\/|$)|%2f|%5c|%00/i)
      const { path } = target
      expect(readTarget(path)).toEqual({ path, isFolder: path === '/', search: '', authority: null })
    }),
    { numRuns: 5000 },
  )
})

it.each(['/mail', '/mail?x=/', '/a/%2e%2e/mail', '/mail/x'])('%s is no folder', (target) =>
  expect(readTarget(target)?.isFolder).toBe(false),
)
it.each(['/', '/mail/', '/mail/?x', '/mail/.', '/mail/x/..', '//', 'http://localhost'])(
  '%s is a folder',
  (target) => expect(readTarget(target)?.isFolder).toBe(true),
)

it.each([
  ['/api/info', '', '/api/info'],
  ['/mail', '/mail', '/'],
  ['/mail/api/info', '/mail', '/api/info'],
  ['/mailbox', '/mail', null],
  ['/', '/mail', null],
  ['/a/mail/x', '/mail', null],
])('%s beneath "%s" is %s', (path, webRoot, rest) => expect(beneath(path, webRoot)).toBe(rest))

it('a name that is not allowed stays out, whatever stands around it', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 20 }),
      fc.domain(),
      fc.string({ maxLength: 8 }),
      (before, domain, after) => {
        const header = `${before}${domain}${after}`
        const name = hostName(header)
        if (name === null || name.endsWith('localhost')) return
        if (isOwnHost(header, [])) expect(name).toMatch(/^[0-9a-f.:]+$/)
      },
    ),
    { numRuns: 5000 },
  )
})
