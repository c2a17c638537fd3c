import { expect } from 'vitest'
import type { Scenario } from '../../../src/model/scenario.ts'
import {
  envelope,
  logsIn,
  quits,
  sends,
  startsImplicitly,
  startsOnRelay,
  startsSecurely,
} from '../../diagnosis/support/passages.ts'
import { transcript } from '../../diagnosis/support/transcript.ts'
import { type Row, scenario, trial } from '../support/trials.ts'

const open = (what: Scenario['demand']['what']): Scenario =>
  scenario(what, { group: 'identity', demand: { rule: 'observation', what } })
const delivers = `${startsImplicitly}\n${logsIn}\n${sends}\n${quits}`
const notKept = envelope('', 'data 300').replace(/\n\nS: 250 2.0.0 OK$/, '\nfault kept cut=fin')
const refusedAt = (mail: string, code: number, verb: 'MAIL' | 'RCPT'): string =>
  [
    `C: MAIL FROM:<${mail}>`,
    ...(verb === 'MAIL' ? [] : ['S: 250 2.1.0 OK', 'C: RCPT TO:<reader@example.com>']),
    `fault ${verb} ${code}`,
    `S: ${code} ${String(code)[0]}.0.0 No`,
  ].join('\n')
const refusedLogin = (mechanism: string): string =>
  `C: AUTH ${mechanism} …\nfault login 535\nauth ${mechanism} on-purpose user=u sent\nS: 535 5.7.8 No`
const later = { startedAt: '2026-06-01T12:00:05.000Z', id: 'session-2' }
const twoOfThree = [
  'C: MAIL FROM:<sender@example.com>',
  'S: 250 2.1.0 OK',
  ...['one', 'two', 'three'].flatMap((name) => [
    `C: RCPT TO:<${name}@example.com>`,
    name === 'two' ? 'S: 550 5.1.1 No such user' : 'S: 250 2.1.5 OK',
  ]),
  'C: DATA',
  'S: 354 End data with <CR><LF>.<CR><LF>',
  'data 300',
  'message',
  'S: 250 2.0.0 OK',
].join('\n')

export const tellings: readonly Row[] = [
  {
    says: 'a refusal that is told',
    trial: trial('smtps', scenario('report'), 1, [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${refusedAt('a@b.c', 451, 'MAIL')}\n${quits}`),
    ]),
    verdict: 'passed',
    words: 'reported',
    reported: 'yes',
  },
  {
    says: 'a refusal that is not told',
    trial: trial('smtps', scenario('report'), 0, [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${refusedAt('a@b.c', 451, 'MAIL')}\n${quits}`),
    ]),
    verdict: 'failed',
    words: 'not reported',
    faults: ['failure-not-reported'],
    reported: 'no',
  },
  {
    says: 'the same refusals of a client that was started by hand',
    trial: trial('smtps', scenario('report'), 'unseen', [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${refusedAt('a@b.c', 451, 'MAIL')}\n${quits}`),
    ]),
    verdict: 'passed',
    words: 'refused',
    reported: 'unknown',
    also: { end: null },
  },
  {
    says: 'one of three recipients refused, and exit code 0',
    trial: trial('smtps', scenario('report', { recipients: 3 }), 0, [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${twoOfThree}\n${quits}`),
    ]),
    verdict: 'failed',
    words: 'partly sent',
    faults: ['recipient-not-reported'],
    reported: 'no',
  },
  {
    says: 'one of three recipients refused, and an error',
    trial: trial('smtps', scenario('report', { recipients: 3 }), 1, [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${twoOfThree}\n${quits}`),
    ]),
    verdict: 'passed',
    words: '2 of 3, reported',
    reported: 'yes',
  },
  {
    says: 'one recipient where three were to be named: the one that would be refused was not met',
    trial: trial('smtps', scenario('report', { recipients: 3 }), 0, [transcript('smtps', delivers)]),
    verdict: 'unproven',
    words: 'one recipient',
    reported: 'not-needed',
    also: {
      delivered: 1,
      why: 'It was given three recipients and sent to one, so no refusal could be tested. Let it take its recipients from SMTP_TO.',
    },
  },
  {
    says: 'no recipient where three were to be named, and an error of its own',
    trial: trial('smtps', scenario('report', { recipients: 3 }), 1, [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${quits}`),
    ]),
    verdict: 'unproven',
    words: 'no recipients',
    reported: 'yes',
  },
  {
    says: 'one recipient where three were to be named, and an error although it was delivered',
    trial: trial('smtps', scenario('report', { recipients: 3 }), 1, [transcript('smtps', delivers)]),
    verdict: 'failed',
    words: 'false alarm',
    faults: ['false-alarm'],
    reported: 'false-alarm',
  },
  {
    says: 'what was refused for good, tried again',
    trial: trial('smtps', scenario('report-once'), 1, [
      transcript(
        'smtps',
        `${startsImplicitly}\n${logsIn}\n${refusedAt('a@b.c', 550, 'RCPT')}\nC: RSET\nS: 250 OK\n${refusedAt('a@b.c', 550, 'RCPT')}\n${quits}`,
      ),
    ]),
    verdict: 'failed',
    words: 'tried again',
    faults: ['retried-for-good'],
    reported: 'yes',
  },
  {
    says: 'refused for good, and returned to its sender by a mail server that says nothing by its exit code',
    trial: trial('relay', scenario('report-once'), 0, [
      transcript('relay', `${startsOnRelay}\n${refusedAt('a@b.c', 550, 'RCPT')}\n${quits}`),
      transcript(
        'relay',
        `${startsOnRelay}\n${envelope('message id=<bounce@mta>', 'data 900', 'MAIL FROM:<>')}\n${quits}`,
        later,
      ),
    ]),
    verdict: 'passed',
    words: 'reported',
    reported: 'yes',
    also: { delivered: 0, retriesAfterMs: [] },
  },
  {
    says: 'tried again, and delivered',
    trial: trial('smtps', scenario('report-or-retry'), 0, [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${refusedAt('a@b.c', 451, 'MAIL')}\n${quits}`),
      transcript('smtps', delivers, later),
    ]),
    verdict: 'passed',
    words: 'retried, sent',
    reported: 'not-needed',
    also: { connections: 2, retriesAfterMs: [expect.closeTo(4998, -2) as number] },
  },
  {
    says: 'cut after the final dot, and exit code 0',
    trial: trial('smtps', scenario('report-or-retry'), 0, [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${notKept}\nclose server fin`),
    ]),
    verdict: 'failed',
    words: 'not reported',
    faults: ['failure-not-reported'],
    reported: 'no',
    also: { arrived: 1, delivered: 0 },
  },
  {
    says: 'cut after the final dot, and sent again: two copies are legal (RFC 1047)',
    trial: trial('smtps', scenario('report-or-retry'), 0, [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${notKept}\nclose server fin`),
      transcript('smtps', delivers, later),
    ]),
    verdict: 'passed',
    words: 'retried, sent',
    reported: 'not-needed',
    also: { arrived: 2, delivered: 1 },
  },
  {
    says: 'trouble at QUIT, and an error',
    trial: trial('smtps', scenario('quit-quiet'), 1, [
      transcript(
        'smtps',
        `${startsImplicitly}\n${logsIn}\n${sends}\nC: QUIT\nfault QUIT 421\nS: 421 4.0.0 No`,
      ),
    ]),
    verdict: 'failed',
    words: 'false alarm',
    faults: ['false-alarm'],
    reported: 'false-alarm',
  },
  {
    says: 'trouble at QUIT that a function throws',
    trial: trial(
      'smtps',
      scenario('quit-quiet'),
      1,
      [
        transcript(
          'smtps',
          `${startsImplicitly}\n${logsIn}\n${sends}\nC: QUIT\nfault QUIT 421\nS: 421 4.0.0 No`,
        ),
      ],
      { kind: 'function' },
    ),
    verdict: 'observed',
    words: 'sent, error',
    reported: 'false-alarm',
  },
  {
    says: 'five logins, each refused',
    trial: trial('smtps', scenario('report'), 1, [
      transcript(
        'smtps',
        `${startsImplicitly}\n${Array(5).fill('C: AUTH PLAIN …\nfault login 535\nauth PLAIN on-purpose user=u sent\nS: 535 5.7.8 No').join('\n')}\n${quits}`,
      ),
    ]),
    verdict: 'failed',
    words: 'many logins',
    faults: ['login-repeated'],
    reported: 'yes',
  },
  {
    says: 'four mechanisms, each tried on two connections: none of them was tried too often',
    trial: trial(
      'smtps',
      scenario('report'),
      1,
      ['session-1', 'session-2'].map((id) =>
        transcript(
          'smtps',
          `${startsImplicitly}\n${['CRAM-MD5', 'LOGIN', 'PLAIN', 'XOAUTH2'].map((name) => refusedLogin(name)).join('\n')}\n${quits}`,
          { id },
        ),
      ),
    ),
    verdict: 'passed',
    words: 'reported',
    reported: 'yes',
  },
  {
    says: 'one mechanism tried on four connections',
    trial: trial(
      'smtps',
      scenario('report'),
      1,
      ['session-1', 'session-2', 'session-3', 'session-4'].map((id) =>
        transcript('smtps', `${startsImplicitly}\n${refusedLogin('LOGIN')}\n${quits}`, { id }),
      ),
    ),
    verdict: 'failed',
    words: 'many logins',
    faults: ['login-repeated'],
    reported: 'yes',
  },
  ...[
    { says: 'a crash', signal: 'SIGSEGV', exitCode: null },
    { says: 'a crash under a shell', signal: null, exitCode: 139 },
  ].map(({ says, ...ended }): Row => ({
    says: `${says} at a refusal: nobody is told what was refused`,
    trial: trial(
      'smtps',
      scenario('report'),
      1,
      [transcript('smtps', `${startsImplicitly}\n${logsIn}\n${refusedAt('a@b.c', 451, 'MAIL')}\n${quits}`)],
      { end: { ...ended, timedOut: false, output: '' } },
    ),
    verdict: 'failed',
    words: 'crashed',
    faults: ['failure-not-reported'],
    reported: 'no',
    also: {
      faults: [
        expect.objectContaining({
          summary:
            'The message was not accepted, and the command crashed (SIGSEGV): a crash reports nothing.',
        }) as never,
      ],
    },
  })),
  {
    says: 'a program that ends itself by a signal when its error is not caught, as .NET does',
    trial: trial(
      'smtps',
      scenario('report'),
      1,
      [transcript('smtps', `${startsImplicitly}\n${logsIn}\n${refusedAt('a@b.c', 451, 'MAIL')}\n${quits}`)],
      { end: { exitCode: null, signal: 'SIGABRT', timedOut: false, output: 'Unhandled exception' } },
    ),
    verdict: 'passed',
    words: 'reported',
    reported: 'yes',
  },
  {
    says: 'delivered without the login that it was given',
    trial: trial('submission', open('observe'), 0, [
      transcript('submission', `${startsSecurely}\n${sends}\n${quits}`),
    ]),
    verdict: 'observed',
    words: 'login skipped',
    reported: 'not-needed',
  },
]
