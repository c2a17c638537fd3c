import { describe, expect, it } from 'vitest'
import { compileQuery } from '../../src/store/query.ts'
import { mailIn, put } from './messages.ts'
import { idsOf, openStore } from './store-under-test.ts'

const raw = [
  'From: =?utf-8?Q?J=C3=BCrgen?= <header@b.test>, other@b.test',
  'Subject: =?iso-8859-1?Q?Gr=FC=DFe?= from',
  ' afar',
  'X-Campaign: Spring Sale',
  'X-Campaign: second',
  '__proto__: yes',
  '',
  'The text of it, with Käse',
  '',
].join('\r\n')

const { store } = openStore()
const { reader } = mailIn(store)
const message = await put(store, {
  id: 'm-1',
  raw,
  from: 'Envelope@b.test',
  to: ['One@x.test', 'two@x.test'],
  user: 'Anna',
  profile: 'submission',
  tls: true,
  receivedAt: 10_000,
})

describe('a query', () => {
  it.each([
    [{}],
    [{ to: undefined }],
    [{ to: 'one@X.test' }],
    [{ to: /^two@/ }],
    [{ to: /^two@/g }],
    [{ from: 'envelope@B.test' }],
    [{ from: 'HEADER@b.test' }],
    [{ from: /other/ }],
    [{ subject: 'GRÜßE FROM AFAR' }],
    [{ subject: /^Grüße/ }],
    [{ text: 'käse' }],
    [{ text: /Käse\s/ }],
    [{ header: { 'x-campaign': 'sale' } }],
    [{ header: { 'X-Campaign': /^second$/ } }],
    [{ header: { 'X-Campaign': true, Subject: 'afar' } }],
    [{ header: { ['__proto__']: 'yes' } }],
    [{ profile: 'submission' }],
    [{ listener: 'submission' }],
    [{ user: 'anna' }],
    [{ tls: true }],
    [{ since: 10_000 }],
    [{ since: '1970-01-01T00:00:10Z' }],
    [{ since: new Date(9_999) }],
    [{ anyOf: [{ to: 'nobody@x.test' }, { user: 'anna' }] }],
    [{ to: 'one@x.test', from: /./, subject: 'afar', text: 'text', tls: true }],
  ])('%j matches', async (query) => {
    expect(await compileQuery(query, reader, store.labels).matches(message)).toBe(true)
    expect(await idsOf(store, query)).toEqual(['m-1'])
    expect(await compileQuery(query, reader, store.labels).mismatches(message)).toEqual([])
  })

  it.each([
    [{ to: 'ne@x.test' }, 'to: expected "ne@x.test", got "One@x.test", "two@x.test"'],
    [
      { from: 'envelope@b' },
      'from: expected "envelope@b", got "Envelope@b.test", "header@b.test", "other@b.test"',
    ],
    [{ from: 'Jürgen' }, 'from: expected "Jürgen", got "Envelope@b.test", "header@b.test", "other@b.test"'],
    [{ subject: 'Gruesse' }, 'subject: expected containing "Gruesse", got "Grüße from afar"'],
    [{ subject: /^grüße/ }, 'subject: expected matching /^grüße/, got "Grüße from afar"'],
    [{ text: 'Wurst' }, 'text: expected containing "Wurst", got "The text of it, with Käse"'],
    [
      { header: { 'X-Campaign': 'autumn' } },
      'header X-Campaign: expected containing "autumn", got "Spring Sale", "second"',
    ],
    [{ header: { 'X-None': true } }, 'header X-None: expected with a header X-None, got no such field'],
    [{ profile: 'relay' }, 'profile: expected on the relay port, got submission (port 25)'],
    [{ listener: 'mine' }, 'listener: expected on the listener "mine", got "submission"'],
    [{ user: 'Ann' }, 'user: expected sent by the user "Ann", got "Anna"'],
    [{ tls: false }, 'tls: expected without TLS, got TLSv1.3'],
    [
      { since: 10_001 },
      'since: expected received since 1970-01-01T00:00:10.001Z, got 1970-01-01T00:00:10.000Z',
    ],
    [
      { anyOf: [{ to: 'a@x.test' }, { user: 'bob' }] },
      'anyOf: expected either to "a@x.test" or sent by the user "bob", got to "One@x.test", "two@x.test", user "Anna"',
    ],
  ])('%j does not, and says why', async (query, line) => {
    expect(await compileQuery(query, reader, store.labels).matches(message)).toBe(false)
    expect(await idsOf(store, query)).toEqual([])
    expect(await compileQuery(query, reader, store.labels).mismatches(message)).toEqual([line])
  })

  it('of the envelope alone answers at once', () => {
    expect(
      compileQuery({ to: 'one@x.test', from: 'envelope@b.test', tls: true }, reader, store.labels).matches(
        message,
      ),
    ).toBe(true)
    expect(
      compileQuery({ to: 'x@x.test', text: 'never parsed' }, reader, store.labels).matches(message),
    ).toBe(false)
  })

  it('names every condition that fails', async () => {
    expect(
      await compileQuery({ to: 'a@b.test', tls: true, subject: 'No' }, reader, store.labels).mismatches(
        message,
      ),
    ).toHaveLength(2)
  })

  it.each([
    [{}, 'any message'],
    [{ to: 'a@b.test', subject: 'Welcome' }, 'to "a@b.test", subject containing "Welcome"'],
    [{ to: /@b/, profile: 'smtps', tls: false }, 'on the smtps port, without TLS, to matching /@b/'],
    [{ header: { A: true, B: 'x' } }, 'with a header A, header B containing "x"'],
    [{ anyOf: [{ to: 'a@b.test' }, {}] }, 'either to "a@b.test" or any message'],
    [{ subject: 'a"\r\n\0' }, 'subject containing "a\\"\\r\\n\\u0000"'],
  ])('%j reads %j', (query, words) => {
    expect(compileQuery(query, reader, store.labels).inWords()).toBe(words)
  })

  it.each([
    [null, /The query is null; expected an object/],
    ['a@b.test', /The query is 'a@b.test'/],
    [[], /The query is \[\]/],
    [/x/, /The query is \/x\//],
    [{ too: 'a@b.test' }, /no query field "too"; there are query, to, from.*Did you mean to\?/],
    [{ recipient: 'a@b.test' }, /no query field "recipient"; there are .*, anyOf\.$/],
    [{ anyOf: [{ subjekt: 'x' }] }, /no query field "subjekt" in anyOf\[0\];.*Did you mean subject\?/],
    [{ profile: 'submissionAlt' }, /field profile is .*Did you mean submission-alt\?/],
    [{ ['__proto__']: 1, constructor: 1 }, /no query field "(__proto__|constructor)"/],
    [{ to: 7 }, /field to is 7; expected a string or a RegExp/],
    [{ to: ['a@b.test'] }, /field to is \[ 'a@b.test' \]/],
    [{ text: null }, /field text is null/],
    [{ header: 'X-A' }, /field header is 'X-A'; expected an object of header fields/],
    [{ header: { 'X-A': 1 } }, /field header\["X-A"\] is 1; expected a string, a RegExp or true/],
    [
      { profile: 'smtp' },
      /field profile is 'smtp'; expected one of "relay", "smtps", "submission", "submission-alt"/,
    ],
    [{ listener: 1 }, /field listener is 1/],
    [{ tls: 'yes' }, /field tls is 'yes'; expected true or false/],
    [{ since: 'yesterday' }, /field since is 'yesterday'; expected milliseconds/],
    [{ since: '2024-13-45' }, /field since/],
    [{ since: Number.NaN }, /field since is NaN/],
    [{ since: new Date('x') }, /field since is Invalid Date/],
    [{ anyOf: [] }, /field anyOf is \[\]; expected a list of one or more queries/],
    [{ anyOf: [{ to: 'a@b.test' }, { tls: 1 }] }, /field anyOf\[1\].tls is 1/],
    [{ anyOf: [{ nope: 1 }] }, /no query field "nope" in anyOf\[0\]/],
    [{ subject: 'x'.repeat(300), nope: 'y' }, /no query field "nope"/],
  ])('%j is refused', (query, text) => {
    expect(() => compileQuery(query, reader, store.labels)).toThrow(
      expect.objectContaining({ code: 'QUERY_INVALID', message: expect.stringMatching(text) }),
    )
  })

  it('that contains itself is refused', () => {
    const query: { anyOf?: unknown[] } = {}
    query.anyOf = [query]
    expect(() => compileQuery(query, reader, store.labels)).toThrow(
      expect.objectContaining({ code: 'QUERY_INVALID' }),
    )
  })
})

it('a profile and a listener may be called by the usual number of the port', () => {
  expect(compileQuery({ profile: '25' }, reader, store.labels).inWords()).toContain('on the relay port')
  expect(compileQuery({ listener: '587' }, reader, store.labels).inWords()).toContain('"submission"')
  expect(() => compileQuery({ profile: '26' }, reader, store.labels)).toThrow(/profile is '26'/)
})
