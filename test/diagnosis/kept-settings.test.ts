import { expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { quits, startsOnRelay, startsOnSubmission, startsSecurely } from './support/passages.ts'
import { transcript } from './support/transcript.ts'

const settings = (...given: Parameters<typeof transcript>): string | undefined =>
  diagnose(transcript(...given)).findings[0]?.snippets.find(({ library }) => library === 'settings')?.code

test('a login that the session did not get to stays as it is', () => {
  const refusesCa = 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin'
  expect(settings('smtps', refusesCa)).toContain('login:       as it is now')
  expect(settings('submission', `${startsOnSubmission}\n${quits}`)).toContain('login:       as it is now')
})

test('where the port has none, there is none; where it demands one, there is one', () => {
  const refused = `${startsOnRelay}\nC: STARTTLS\nS: 502 5.5.1 No\nclose client fin`
  expect(settings('relay', refused)).toContain('login:       none')
  const demands = `${startsSecurely}\nC: MAIL FROM:<a@b.test>\nS: 530 5.7.0 Log in\n${quits}`
  expect(settings('submission', demands, { port: { auth: 'required' } })).toContain(
    'login:       user, with its password',
  )
})

test('the user in the settings is the one that the sentence names', () => {
  const record = transcript(
    'submission',
    `${startsSecurely}\nC: AUTH PLAIN …\nauth PLAIN malformed user=ann\nS: 501 5.5.2 No\nC: AUTH PLAIN …\nauth PLAIN rejected user=bob sent\nS: 535 5.7.8 No\n${quits}`,
  )
  const [finding] = diagnose(record).findings
  expect(finding?.saw).toContain('for user "bob"')
  const own = finding?.snippets.find(({ library }) => library === 'settings')
  expect(own?.code).toContain('login:       bob, with its password')
})
