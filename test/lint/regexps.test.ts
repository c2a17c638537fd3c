import { describe, expect, it } from 'vitest'
import { findRegexpFaults, listBuilt } from '../../scripts/regexps/check-regexps.js'
import { findRegexps } from '../../scripts/regexps/find-regexps.js'
import { readSource } from '../../scripts/repeats.js'

const sourcesIn = (text: string) => findRegexps('src/a.ts', text).map(({ source, flags }) => [source, flags])
const faultsOf = (text: string) => findRegexpFaults({ 'src/a.ts': text })

describe('the regular expressions of a file', () => {
  it.each([
    ['a literal', 'const a = /a+/g', [['a+', 'g']]],
    ['one within a call', "text.replace(/(a)/, '')", [['(a)', '']]],
    ['one made of a text', "new RegExp('a+', 'u')", [['a+', 'u']]],
    ['one made without new', "RegExp('a')", [['a', '']]],
    ['one made of the global object', "new globalThis.RegExp('a')", [['a', '']]],
    ['one made of constants', "const b = 'b'\nconst a = `${b}+` + b\nnew RegExp(`(${a})`)", [['(b+b)', '']]],
    ['one made of a list', "new RegExp(['a', 'b'].join('|'))", [['a|b', '']]],
    [
      'one made of another',
      'const a = /a+/\nnew RegExp(`${a.source}b`)',
      [
        ['a+', ''],
        ['a+b', ''],
      ],
    ],
    ['one made of a parameter', 'const f = (a: string) => new RegExp(a)', [[null, '']]],
    ['one made of what is imported', "import { a } from './a.ts'\nnew RegExp(a)", [[null, '']]],
    [
      'one of a name that two constants have',
      "{ const a = 'a'; new RegExp(a) }\n{ const a = 'b' }",
      [[null, '']],
    ],
    ['one that a method makes of a text', "text.match('a+')", [[null, '']]],
    ['one that is made under another name', 'const Make = RegExp', [[null, '']]],
    ['no type, and no test of what a value is', 'const f = (a: RegExp) => a instanceof RegExp', []],
  ])('%s', (_what, text, expected) => {
    expect(sourcesIn(text)).toEqual(expected)
  })

  it('are found in JSX', () => {
    expect(findRegexps('src/a.tsx', '<p>{a.replace(/x/, <b/>)}</p>')).toMatchObject([{ source: 'x' }])
  })

  it('are those of src, none of them overlooked', () => {
    const literals = Object.entries(readSource())
      .filter(([name]) => /\.tsx?$/.test(name))
      .flatMap(([name, text]) => findRegexps(name, text))
    expect(literals.length).toBeGreaterThan(350)
  })
})

describe('a regular expression is refused', () => {
  // As they once stood in src.
  it.each([
    [
      'a page that begins with comments',
      '/^\\s*(?:<!--[^]{0,2000}?-->\\s*)*<!doctype[^>]*>/i',
      /exponential/,
    ],
    ['List-Unsubscribe', '/<\\s*((?:https?|mailto):[^>]*?)\\s*>/gi', /of degree 3/],
    ['a file name', '/^[. ]+|[. ]+$/g', /of degree 2/],
    ['a pattern of many stars', '/^.*a.*a.*b$/isu', /of degree 3/],
    ['keys of JSON', '/("(?:[^"\\\\]+|\\\\.)*")(\\s*:)?|[{}]/g', /exponential/],
  ])('where it backtracks: %s', async (_what, code, words) => {
    const [fault, ...more] = await faultsOf(`const a = ${code}\n`)
    expect(fault).toMatch(words)
    expect(fault).toContain(`src/a.ts:1 ${code}`)
    expect(more).toEqual([])
  })

  it('where it is not known before it runs', async () => {
    expect(await faultsOf('const f = (a: string) => new RegExp(a)')).toEqual([
      'src/a.ts:1 new RegExp(a) is not known before it runs: write it as a literal, or say above it of what it is built, after “Built:”.',
    ])
  })
})

describe('a comment above it', () => {
  it('lets it pass where it gives the reason, in as many lines as it takes', async () => {
    expect(await faultsOf('// Backtracks: a name has at most\n// 20 characters.\nconst a = /a+$/')).toEqual(
      [],
    )
    expect(await faultsOf('// Built: of numbers.\nconst f = (a: string) => new RegExp(a)')).toEqual([])
  })

  it('does not, where it is of the other kind, gives no reason, or stands elsewhere', async () => {
    expect(await faultsOf('// Built: of numbers.\nconst a = /a+$/')).toHaveLength(2)
    expect(await faultsOf('// Backtracks:\nconst a = /a+$/')).toHaveLength(1)
    expect(await faultsOf('// Backtracks: no.\n\nconst a = /a+$/')).toHaveLength(2)
  })

  it('must go with its expression', async () => {
    expect(await faultsOf('// Backtracks: a name has 20 characters.\nconst a = 1')).toEqual([
      'src/a.ts:2 says something of no regular expression.',
    ])
  })
})

it('what is built while it runs is this and no more', () => {
  expect(listBuilt(readSource())).toEqual([
    'src/base/text-test.ts: of the RegExp that a test gives in its own process; over HTTP there is none.',
    'src/http/compat/compat-methods.ts: of the paths that are added here.',
    'src/http/description/native-routes.ts: of the paths that this server describes.',
    'src/protocol/redact.ts: of the address above, which holds no bracket, quote or separator: no part can be read as another.',
    'src/protocol/redact.ts: of the same address; separators stand between them alone.',
    'src/verify/reports/failures.ts: of the numbers of the ports of a run.',
  ])
})
