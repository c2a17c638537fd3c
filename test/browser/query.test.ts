import { describe, expect, it } from 'vitest'
import { readQuery, termOf, withTerm } from '../../src/ui/lib/query.ts'

describe('the search of the page', () => {
  it.each(['to:ada', 'port:587 -tls:no', 'https://example.test/ 12:30', '"your code" is:unread'])(
    'asks the API what was typed: %s',
    (query) => {
      const { params, problem } = readQuery(query)
      expect([Object.fromEntries(params), problem]).toEqual([{ query }, null])
    },
  )

  it('asks for all where nothing was typed', () => {
    expect(readQuery(' ').problem).toBeNull()
    expect([...readQuery('').params]).toEqual([])
  })

  it.each([
    ['colour:red', 'colour:'],
    ['port:99999', 'port:99999'],
    ['tls:maybe', 'tls:maybe'],
    ['since:whenever', 'since:whenever'],
    ['to:', 'to:'],
  ])('says what it does not understand: %s', (query, quoted) => {
    expect(readQuery(query).problem).toContain(quoted)
  })

  it('sets one field and leaves the others as they are', () => {
    expect(withTerm('code subject:"two words" -port:25 port:25', 'port', '587')).toBe(
      'code subject:"two words" -port:25 port:587',
    )
    expect(withTerm('tls:no code', 'tls', null)).toBe('code')
    expect(withTerm('', 'user', 'Ada L')).toBe('user:"Ada L"')
    expect(termOf('-tls:yes tls:no code', 'tls')).toBe('no')
    expect(termOf('code', 'tls')).toBeNull()
  })
})
