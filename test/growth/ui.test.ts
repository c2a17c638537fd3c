import { describe, it } from 'vitest'
import type { ApiMessage } from '../../src/model/api.ts'
import { wordsOfFault } from '../../src/ui/lib/fault-words.ts'
import { splitSearch } from '../../src/search/split-search.ts'
import { readQuery, termOf, withTerm } from '../../src/ui/lib/query.ts'
import { namingOf } from '../../src/ui/lib/recipients.ts'
import { expectLinear, type MakeWork } from './support/growth.ts'

/** All that the page does with a text that is typed into its search, or that stands in an address that is opened. */
const searched =
  (query: (size: number) => string): MakeWork =>
  (size) => {
    const text = query(size)
    return () => [splitSearch(text), termOf(text, 'to'), withTerm(text, 'to', text), readQuery(text)]
  }

const recipients: MakeWork = (size) => {
  const list = Array.from({ length: size }, (_, at) => ({ name: '', address: `a${at}@x.test` }))
  const message = { header: { to: list, cc: list, bcc: list } } as unknown as ApiMessage
  return () => {
    const naming = namingOf(message)
    return list.map(({ address }) => naming(`${address}x`))
  }
}

describe('the work of the page for a hostile text grows with it and no faster', () => {
  it.each<[string, MakeWork]>([
    ['letters', searched((n) => 'a'.repeat(n))],
    ['words', searched((n) => 'a '.repeat(n / 2))],
    ['blanks', searched((n) => ' '.repeat(n))],
    ['fields', searched((n) => 'to:a '.repeat(n / 5))],
    ['fields without a value', searched((n) => 'to:'.repeat(n / 3))],
    ['addresses', searched((n) => 'to://'.repeat(n / 5))],
    ['quotes', searched((n) => '"aaaaaaaa'.repeat(n / 9))],
    ['fields of quotes', searched((n) => 'to:"'.repeat(n / 4))],
    ['an open quote', searched((n) => `to:"${'a '.repeat(n / 2)}`)],
    ['digits of a time', searched((n) => `since:${'1'.repeat(n)}`)],
    ['a time that is none', searched((n) => `since:${'1-'.repeat(n / 2)}`)],
    ['recipients and what the header says of them', recipients],
    [
      'a fault',
      (n) => {
        const to = '*'.repeat(n)
        return () => wordsOfFault({ at: 'RCPT', to, from: to, user: to } as never)
      },
    ],
  ])('%s', async (_, make) => expectLinear(make), 60_000)
})
