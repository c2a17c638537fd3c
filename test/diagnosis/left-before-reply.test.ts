import { expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { quits, sends, startsOnRelay } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const upToDot = `${startsOnRelay}\nC: MAIL FROM:<a@b.test>\nS: 250 2.1.0 OK\nC: RCPT TO:<c@b.test>\nS: 250 2.1.5 OK\nC: DATA\nS: 354 Go\ndata 300\nmessage`
const leavesAfter = (ms: number, end = 'close client rst'): SessionRecord =>
  transcript('relay', `${upToDot}\nfault kept delay=900000\nafter ${ms}\n${end}`)

test('the copies that came by other sessions are counted', () => {
  const again = transcript('relay', `${startsOnRelay}\n${sends}\n${quits}`, { id: 'session-2' })
  const other = transcript(
    'relay',
    `${startsOnRelay}\n${sends.replace('message', 'message id=<2@b.test>')}\n${quits}`,
    {
      id: 'session-3',
    },
  )
  const [alone] = diagnose(leavesAfter(1000), { earlier: [other] }).findings
  expect(alone?.saw).not.toContain('Message-ID')
  const [twice] = diagnose(leavesAfter(1000), { earlier: [again, other] }).findings
  expect(twice?.saw).toMatch(/"<1@example\.com>", came in 1 other session\.$/)
})

test('how long the client waited is said', () => {
  expect(diagnose(leavesAfter(2000)).findings[0]?.saw).toContain('The client left 2 s after the final dot')
})

test.each([
  ['that ends its side at once and reads on', leavesAfter(0, 'close client fin\nS: 250 2.6.0 Kept')],
  ['that has waited for ten minutes', leavesAfter(600_000)],
  ['that the server cut off', leavesAfter(1000, 'close server rst')],
  [
    'that closes without QUIT after its answer',
    transcript('relay', `${startsOnRelay}\n${sends}\nclose client fin`),
  ],
  [
    'that resets the connection a second after its answer',
    transcript('relay', `${startsOnRelay}\n${sends}\nafter 1000\nclose client rst`),
  ],
])('a client %s is not blamed', (_says, record) => {
  expect(diagnose(record).findings).toEqual([])
})

test('a reset right after the answer is a note, since nobody knows whether it was read', () => {
  const { outcome, findings } = diagnose(transcript('relay', `${startsOnRelay}\n${sends}\nclose client rst`))
  expect(outcome).toBe('ok')
  expect(findings).toMatchObject([{ id: 'left-before-reply', severity: 'note', confidence: 'ambiguous' }])
})
