import type { Case } from '../support/case.ts'
import { quits, sends, startsImplicitly } from '../support/passages.ts'
import { transcript } from '../support/transcript.ts'

const refused = (hints: string, user = 'me@example.com'): string =>
  `${startsImplicitly}\nC: AUTH PLAIN …\nauth PLAIN rejected ${user === '' ? '' : `user=${user} `}sent hint=${hints}\nS: 535 5.7.8 Authentication failed\n${quits}`

export const credentialCases: readonly Case[] = [
  {
    says: 'a password that is empty',
    record: transcript('smtps', refused('password-wrong,password-empty')),
    expected: ['credentials-not-set'],
  },
  {
    says: 'the right password in quotes',
    record: transcript('smtps', refused('password-wrong,password-quoted')),
    expected: ['credentials-altered'],
  },
  {
    says: 'user and password in each other’s place',
    record: transcript('smtps', refused('user-unknown,user-and-password-swapped', '')),
    expected: ['credentials-altered'],
  },
  {
    says: 'a variable that was not replaced',
    record: transcript('smtps', refused('password-wrong,password-placeholder')),
    expected: ['credentials-not-set'],
  },
  {
    says: 'a variable that was not replaced, where any login is accepted',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH PLAIN …\nauth PLAIN accepted user=me@example.com sent hint=password-placeholder\nS: 235 2.7.0 OK\n${sends}\n${quits}`,
    ),
    expected: ['credentials-not-set', 'from-unlike-login'],
  },
  {
    says: 'one mechanism with quotes, and the next one without',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH PLAIN …\nauth PLAIN rejected user=user sent hint=password-wrong,password-quoted\nS: 535 5.7.8 No\nC: AUTH PLAIN …\nauth PLAIN accepted user=user sent\nS: 235 2.7.0 OK\n${sends}\n${quits}`,
    ),
    expected: [],
  },
]
