import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { EntryKeeper } from '../../src/store/memory/kept-entries.ts'
import { StoredSessions } from '../../src/store/memory/stored-sessions.ts'
import { again, corpus, difference } from '../diagnosis/support/again.ts'
import { sessionRecord } from './store-under-test.ts'

const inAnyOrder = fc.array(fc.tuple(fc.constantFrom(...corpus), fc.nat(4), difference), {
  minLength: 1,
  maxLength: 30,
})

test('the entries of a session are the same ones, however many like it there are', () => {
  fc.assert(
    fc.property(inAnyOrder, (drawn) => {
      const sessions = drawn.flatMap(([record, repeats, differs]) => [
        record,
        ...Array.from({ length: repeats }, (_, index) =>
          again(record, { ...differs, number: differs.number + index }),
        ),
      ])
      const keeper = new EntryKeeper()
      const kept = sessions.map((session) => keeper.keep(session))
      // As text: the order of the fields counts too.
      expect(kept.map((one, at) => JSON.stringify(one.read(sessions[at]!.clientHello)))).toEqual(
        sessions.map(({ entries }) => JSON.stringify(entries)),
      )
    }),
    { numRuns: 200 },
  )
})

describe('a session that is like another', () => {
  const model = corpus.find(({ messages, entries }) => messages.length === 1 && entries.length < 40)!
  const likeIt = (number: number): SessionRecord =>
    again(model, { number, times: 1, bytes: 0, messageId: null })

  test('is there as it was when it is one of the older', () => {
    const stored = new StoredSessions({ maxSessions: 1_000, maxSessionBytes: 10_000_000 }, () => undefined)
    const sessions = Array.from({ length: 200 }, (_, index) => likeIt(index + 1))
    for (const session of sessions) stored.add(session)
    expect(sessions.map(({ id }) => JSON.stringify(stored.get(id)))).toEqual(
      sessions.map((session) => JSON.stringify(session)),
    )
  })

  test('counts as much as that one: what it stands on stays as long as it does', () => {
    const { characters } = new EntryKeeper().keep(model)
    const keeper = new EntryKeeper()
    keeper.keep(model)
    expect(keeper.keep(likeIt(1)).characters).toBe(characters)
  })

  test('stays when the other has left', () => {
    const stored = new StoredSessions({ maxSessions: 100, maxSessionBytes: 10_000_000 }, () => undefined)
    stored.add(model)
    const last = likeIt(1)
    stored.add(last)
    for (let number = 2; number <= 100; number++) stored.add(sessionRecord(`other-${number}`))
    expect(stored.get(model.id)).toBeUndefined()
    expect(JSON.stringify(stored.get(last.id))).toBe(JSON.stringify(last))
  })
})
