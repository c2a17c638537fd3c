import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SearchCondition, Search } from '../../src/search/condition.ts'
import { isProblem, readSearch } from '../../src/search/read-search.ts'
import { searchFields, searchForms } from '../../src/search/search-fields.ts'
import { maxSearchLength, maxSearchTerms } from '../../src/search/split-search.ts'

const now = new Date(2026, 0, 31, 12).getTime()

function understood(search: string): Search {
  const read = readSearch(search, now)
  if (isProblem(read)) throw new Error(read.problem)
  return read
}

function problemOf(search: string): string {
  const read = readSearch(search, now)
  return isProblem(read) ? read.problem : 'understood'
}

const part = (of: string, text: string): SearchCondition => ({ type: 'part', of, text }) as SearchCondition

describe('a search', () => {
  it.each<[string, SearchCondition]>([
    ['code', part('anywhere', 'code')],
    ['"your code"', part('anywhere', 'your code')],
    ['"from:shop"', part('anywhere', 'from:shop')],
    ['your" "code', part('anywhere', 'your code')],
    ['https://shop.test/', part('anywhere', 'https://shop.test/')],
    ['12:30', part('anywhere', '12:30')],
    ['from:shop', part('from', 'shop')],
    ['FROM:"Ada L', part('from', 'Ada L')],
    ['message-id:<1@b.test>', part('message-id', '1@b.test')],
    ['inbox:i1', part('inbox', 'i1')],
    ['port:587', { type: 'port', port: '587' }],
    ['port:submission', { type: 'port', port: 'submission' }],
    ['tls:Yes', { type: 'tls', tls: true }],
    ['session:s1', { type: 'session', id: 's1' }],
    ['tag:"big sale"', { type: 'tag', tag: 'big sale' }],
    ['has:attachments', { type: 'attached' }],
    ['is:unread', { type: 'read', isRead: false }],
    ['is:read', { type: 'read', isRead: true }],
    ['after:2d', { type: 'since', ms: now - 2 * 86_400_000 }],
    ['since:15m', { type: 'since', ms: now - 900_000 }],
    ['after:today', { type: 'since', ms: new Date(2026, 0, 31).getTime() }],
    ['before:yesterday', { type: 'before', ms: new Date(2026, 0, 30).getTime() }],
    ['before:2026', { type: 'before', ms: new Date(2026, 0).getTime() }],
    ['before:2026-01-31', { type: 'before', ms: new Date(2026, 0, 31).getTime() }],
    ['before:2026-01-31T10:30', { type: 'before', ms: new Date(2026, 0, 31, 10, 30).getTime() }],
    ['before:2026-01-31T10:30:05Z', { type: 'before', ms: Date.UTC(2026, 0, 31, 10, 30, 5) }],
    ['before:2026-01-31T10:30-02:00', { type: 'before', ms: Date.UTC(2026, 0, 31, 12, 30) }],
    ['larger:1.5m', { type: 'larger', bytes: 1.5 * 1024 * 1024 }],
    ['smaller:10KB', { type: 'smaller', bytes: 10_240 }],
  ])('reads %s', (search, condition) => {
    expect(understood(search)).toEqual([{ negated: false, condition, written: search }])
    expect(understood(`-${search}`)).toEqual([{ negated: true, condition, written: search }])
  })

  it('has several terms, each with its own minus', () => {
    expect(understood(' a  -b from:c ').map(({ negated, written }) => [negated, written])).toEqual([
      [false, 'a'],
      [true, 'b'],
      [false, 'from:c'],
    ])
  })

  it.each([
    ['colour:red', /"colour:red".*no field "colour:"; there are from:, to:.*"colour:red"\.$/],
    ['Re: hello', /"Re:".*no field.*in quotes: "Re:"/],
    ['form:ada', /Did you mean from:\?/],
    ['from:', /"from:".*no value; expected a part of it\. Write, for example, from:shop/],
    ['a -from:""', /no value/],
    ['""', /empty; expected a word/],
    ['port:70000', /"port:70000".*expected a number such as 587, or a name/],
    ['tls:maybe', /expected yes or no/],
    ['has:link', /expected attachment/],
    ['is:new', /expected read or unread/],
    ['after:whenever', /"after:whenever".*expected a date such as 2026-01-31/],
    ['after:2026-02-31', /not understood/],
    ['after:2026-01-01T25:00', /not understood/],
    ['larger:big', /expected a size in bytes/],
    ['message-id:<>', /not understood/],
    ['', /empty; expected words/],
    ['  ', /empty; expected words/],
  ])('that is not understood says so: %s', (search, words) => {
    expect(problemOf(search)).toMatch(words)
  })

  it('is bounded in length and terms', () => {
    expect(problemOf('a'.repeat(maxSearchLength))).toBe('understood')
    expect(problemOf('a'.repeat(maxSearchLength + 1))).toContain(`at most ${maxSearchLength}`)
    expect(problemOf('a '.repeat(maxSearchTerms))).toBe('understood')
    expect(problemOf('a '.repeat(maxSearchTerms + 1))).toContain(`at most ${maxSearchTerms}`)
  })

  it('is understood, or a problem in words, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (search) => {
        const read = readSearch(search, now)
        expect(isProblem(read) ? read.problem.length : read.length).toBeGreaterThan(0)
      }),
    )
  })

  it('takes each example that help and documentation give', () => {
    for (const { example } of [...searchForms, ...searchFields]) expect(understood(example)).toHaveLength(1)
  })
})
