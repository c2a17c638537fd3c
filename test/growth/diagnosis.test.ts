import { describe, it } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { faultLines } from '../../src/diagnosis/fault-words.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { expectLinear, type MakeWork } from './support/growth.ts'
import { command, message, recordOf, reply, type Seen } from './support/record-of.ts'

const many = (count: number, make: (at: number) => readonly Seen[]): readonly Seen[] =>
  Array.from({ length: count }, (_, at) => make(at)).flat()

const greeted = (secure: boolean): readonly Seen[] => [
  reply(220, secure),
  command('EHLO client.test', secure),
  reply(250, secure, 'fourport', 'AUTH PLAIN LOGIN'),
]

/** A record is new each time: what was found out about one is remembered. */
const verdict =
  (seen: (size: number) => readonly Seen[], more: Partial<SessionRecord> = {}): MakeWork =>
  (size) => {
    const record = recordOf(seen(size), more)
    return () => diagnose({ ...record })
  }

const asked = (to: string, code: number): readonly Seen[] => [command(`RCPT TO:<${to}>`), reply(code)]
const mail: readonly Seen[] = [command('MAIL FROM:<a@x.test>'), reply(250)]
const sent: readonly Seen[] = [command('DATA'), reply(354), ...message('m'), reply(250)]

const auth = (secure: boolean, hint?: 'user-unknown'): Seen => ({
  kind: 'auth',
  mechanism: 'PLAIN',
  outcome: 'rejected',
  user: 'u',
  secure,
  credentialsSent: true,
  hints: hint === undefined ? [] : [hint],
})

const fault = (code: number | null): Seen => ({
  kind: 'fault',
  id: 'f',
  at: 'RCPT',
  delayMs: 1,
  code,
  cut: null,
  fired: 1,
  times: null,
})

describe('the work for the verdict on a session grows with its record and no faster', () => {
  it.each<[string, MakeWork]>([
    [
      'mail after mail',
      verdict((n) => [...greeted(true), ...many(n, () => [...mail, ...asked('b@x', 250), ...sent])]),
    ],
    [
      'recipients',
      verdict((n) => [...greeted(true), ...mail, ...many(n, (at) => asked(`b${at}@x`, 250)), ...sent]),
    ],
    [
      'recipients that cannot be read, and are sent all the same',
      verdict((n) => [...greeted(true), ...mail, ...many(n, (at) => asked(`b${at}@x`, 501)), ...sent]),
    ],
    [
      'recipients that cannot be read, and are taken later',
      verdict((n) => [
        ...greeted(true),
        ...many(n, (at) => [...mail, ...asked(`b${at}@x`, 501)]),
        ...many(n, (at) => [...mail, ...asked(`b${at}@x`, 250)]),
      ]),
    ],
    [
      'recipients that are refused and taken later, in mail after mail',
      verdict((n) => [
        ...greeted(true),
        ...many(n, (at) => [...mail, ...asked(`b${at}@x`, 550), ...asked('c@x', 250), ...sent]),
        ...many(n, (at) => [...mail, ...asked(`b${at}@x`, 250), ...sent]),
      ]),
    ],
    [
      'contents of one mail',
      verdict((n) => [
        ...greeted(true),
        ...mail,
        ...many(n, (at) => asked(`b${at}@x`, 250)),
        ...many(n, () => sent),
      ]),
    ],
    [
      'recipients beyond the limit',
      verdict((n) => [
        ...greeted(true),
        ...mail,
        ...many(n, (at) => [
          command(`RCPT TO:<b${at}@x>`),
          { kind: 'reply', code: 452, enhanced: '4.5.3', text: [], secure: true },
        ]),
      ]),
    ],
    [
      'faults that refuse one recipient each',
      verdict((n) => [
        ...greeted(true),
        ...mail,
        ...many(n, (at) => [command(`RCPT TO:<b${at}@x>`), fault(450), reply(450)]),
        ...asked('c@x', 250),
        ...sent,
      ]),
    ],
    [
      'faults that only delay',
      verdict((n) => [...greeted(true), ...many(n, () => [fault(null)]), command('QUIT'), reply(221)]),
    ],
    ['commands that nobody answers', verdict((n) => [...greeted(true), ...many(n, () => [command('NOOP')])])],
    [
      'commands that are answered when all have come',
      verdict((n) => [...greeted(true), ...many(n, () => [command('NOOP')]), ...many(n, () => [reply(250)])]),
    ],
    [
      'logins with a password in the open, and as many messages',
      verdict((n) => [
        ...greeted(false),
        ...many(n, () => [auth(false)]),
        ...many(n, (at) => message(`m${at}`)),
      ]),
    ],
    [
      'logins that are refused',
      verdict((n) => [
        ...greeted(true),
        ...many(n, () => [command('AUTH PLAIN x'), auth(true, 'user-unknown'), reply(535)]),
      ]),
    ],
    [
      'STARTTLS that is refused',
      verdict((n) => [...greeted(false), ...many(n, () => [command('STARTTLS', false), reply(502, false)])]),
    ],
    ['greetings', verdict((n) => many(n, () => greeted(false)))],
    [
      'an EHLO answer of many lines',
      verdict((n) => [
        reply(220),
        command('EHLO x'),
        {
          kind: 'reply',
          code: 250,
          enhanced: null,
          secure: true,
          text: Array.from({ length: n }, (_, at) => `X-${at}`),
        },
      ]),
    ],
    [
      'a line without an end',
      verdict((n) => [...greeted(true), command(`RCPT TO:${'<@'.repeat(n / 2)}`), reply(501)]),
    ],
    [
      'a line of blanks',
      verdict((n) => [...greeted(true), command(`MAIL FROM:${' '.repeat(n)}x`), reply(501)]),
    ],
    ['a long name', verdict((n) => [reply(220), command(`EHLO ${'a.'.repeat(n / 2)}`), reply(250), ...mail])],
    [
      'faults in words',
      (size) => {
        const record = recordOf(many(size, () => [fault(450)]))
        return () => faultLines(record)
      },
    ],
  ])('%s', (_, make) => expectLinear(make))
})
