import { describe, expect, it } from 'vitest'
import type { ApiPort } from '../../src/model/api.ts'
import { readQuery, termOf, withTerm } from '../../src/ui/lib/query.ts'

const port = (name: string, number: number): ApiPort => ({
  name,
  profile: name as ApiPort['profile'],
  host: '127.0.0.1',
  addresses: ['127.0.0.1'],
  port: number,
  tls: 'none',
  tlsRequired: false,
  auth: 'off',
  received: { messages: 0, sessions: 0 },
  scenario: null,
  settings: [],
})
const ports = [port('relay', 25), port('submission', 587)]
const now = Date.UTC(2026, 0, 31, 12)

describe('the query language of the page', () => {
  it.each([
    ['', [{}]],
    ['to:ada@example.test', [{ to: 'ada@example.test' }]],
    ['subject:"two words" tls:no', [{ subject: 'two words', tls: 'false' }]],
    ['port:587', [{ listener: 'submission' }]],
    ['port:submission tls:yes', [{ listener: 'submission', tls: 'true' }]],
    ['since:15m', [{ since: '2026-01-31T11:45:00.000Z' }]],
    ['since:2026-01-30T00:00:00Z', [{ since: '2026-01-30T00:00:00.000Z' }]],
    ['reset password', [{ subject: 'reset password' }, { text: 'reset password' }]],
    [
      'code user:ada',
      [
        { user: 'ada', subject: 'code' },
        { user: 'ada', text: 'code' },
      ],
    ],
    ['https://example.test/', [{ subject: 'https://example.test/' }, { text: 'https://example.test/' }]],
    ['subject:code 482', [{ subject: 'code', text: '482' }]],
  ])('%s', (query, expected) => {
    const { questions, problems } = readQuery(query, ports, now)
    expect(problems).toEqual([])
    expect(questions.map((params) => Object.fromEntries(params))).toEqual(expected)
  })

  it.each([
    ['colour:red', 'colour'],
    ['port:26', '26'],
    ['tls:maybe', 'maybe'],
    ['since:whenever', 'whenever'],
    ['to:', 'to:'],
  ])('says what it does not understand: %s', (query, quoted) => {
    const { problems } = readQuery(query, ports, now)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(quoted)
  })

  it('sets one field and leaves the others as they are', () => {
    expect(withTerm('code subject:"two words" port:25', 'port', '587')).toBe(
      'code subject:"two words" port:587',
    )
    expect(withTerm('tls:no code', 'tls', null)).toBe('code')
    expect(termOf('tls:no code', 'tls')).toBe('no')
    expect(termOf('code', 'tls')).toBeNull()
  })
})
