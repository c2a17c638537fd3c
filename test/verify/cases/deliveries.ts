import {
  envelope,
  logsIn,
  quits,
  sends,
  startsImplicitly,
  startsOnRelay,
  startsOnSubmission,
} from '../../diagnosis/support/passages.ts'
import { transcript } from '../../diagnosis/support/transcript.ts'
import { type Row, scenario, trial } from '../support/trials.ts'

const good = scenario('deliver', { name: 'good', group: 'control' })
const delivers = `${startsImplicitly}\n${logsIn}\n${sends}\n${quits}`
const asAnother =
  'C: AUTH PLAIN …\nauth PLAIN rejected user=x@gmail.com sent\nS: 535 5.7.8 Credentials invalid'
const leaves = 'close client fin'
const refused = `${startsOnRelay}\n${envelope('').replace(/\n\nS: 250 .*$/, '\nS: 554 5.6.0 Not this one')}\n${quits}`
const failing = { delivered: false, perRecipient: 1, asksFor: null, client: null }
const later = { startedAt: '2026-06-01T12:00:05.000Z', id: 'session-2' }

export const deliveries: readonly Row[] = [
  {
    says: 'a message that arrived, and exit code 0',
    trial: trial('smtps', good, 0, [transcript('smtps', delivers)]),
    verdict: 'passed',
    words: 'delivered',
    reported: 'not-needed',
    also: { delivered: 1, arrived: 1, way: { tls: 'implicit', version: 'TLSv1.3', auth: 'PLAIN' } },
  },
  {
    says: 'a message that arrived in clear where there is no TLS',
    trial: trial('relay', good, 0, [transcript('relay', `${startsOnRelay}\n${sends}\n${quits}`)]),
    verdict: 'passed',
    words: 'delivered',
    reported: 'not-needed',
    also: { exposed: { password: 'no', message: 'clear', envelope: 'clear' } },
  },
  {
    says: 'an error after a message that arrived',
    trial: trial('smtps', good, 1, [transcript('smtps', delivers)]),
    verdict: 'failed',
    words: 'false alarm',
    faults: ['false-alarm'],
    reported: 'false-alarm',
  },
  {
    says: 'nothing sent to a server that is in order, and an error',
    trial: trial('smtps', good, 1, [transcript('smtps', `${startsImplicitly}\n${leaves}`)]),
    verdict: 'failed',
    words: 'not delivered',
    faults: ['not-delivered'],
    reported: 'yes',
  },
  {
    says: 'nothing sent, and no error',
    trial: trial('smtps', good, 0, []),
    verdict: 'failed',
    words: 'not delivered',
    faults: ['not-delivered', 'failure-not-reported'],
    reported: 'no',
  },
  {
    says: 'the same message twice to a server that is in order',
    trial: trial('smtps', good, 0, [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${sends}\n${sends}\n${quits}`),
    ]),
    verdict: 'failed',
    words: 'sent twice',
    faults: ['delivered-twice'],
    reported: 'not-needed',
    also: { delivered: 2 },
  },
  {
    says: 'two messages in a run that has two in the control as well',
    trial: trial(
      'smtps',
      good,
      0,
      [
        transcript(
          'smtps',
          `${startsImplicitly}\n${logsIn}\n${envelope('message id=<1@a.b>')}\n${envelope('message id=<2@a.b>')}\n${quits}`,
        ),
      ],
      { control: { delivered: true, perRecipient: 2, asksFor: null, client: null } },
    ),
    verdict: 'passed',
    words: 'delivered',
    reported: 'not-needed',
  },
  {
    says: 'a new message for the same recipient, where the control has one',
    trial: trial('smtps', good, 0, [
      transcript('smtps', `${startsImplicitly}\n${logsIn}\n${envelope('message id=<1@a.b>')}\n${quits}`),
      transcript(
        'smtps',
        `${startsImplicitly}\n${logsIn}\n${envelope('message id=<2@a.b>')}\n${quits}`,
        later,
      ),
    ]),
    verdict: 'failed',
    words: 'sent twice',
    faults: ['delivered-twice'],
    reported: 'not-needed',
  },
  {
    says: 'a client that does not end, before it sent anything',
    trial: trial('smtps', good, 'hung', [transcript('smtps', '')]),
    verdict: 'hung',
    words: 'hung',
    faults: ['hung'],
    reported: 'no',
  },
  {
    says: 'a client that had not connected when its time was up: whether it hangs, or the machine, nobody knows',
    trial: trial('smtps', good, 'hung', []),
    verdict: 'unproven',
    words: 'no connection',
    reported: 'no',
    also: {
      faults: [],
      why: 'The client had not connected when its time of 20 s was up, so it did not meet this server.',
    },
  },
  {
    says: 'the same where a client that delivers to a healthy server did not come',
    trial: trial('smtps', scenario('report'), 'hung', []),
    verdict: 'unproven',
    words: 'no connection',
    reported: 'no',
  },
  {
    says: 'a client that does not end where nobody listens',
    trial: trial('relay', scenario('report', { group: 'network', closed: true }), 'hung', []),
    verdict: 'hung',
    words: 'hung',
    faults: ['hung'],
    reported: 'no',
  },
  {
    says: 'a login as somebody else than it was told',
    trial: trial('smtps', good, 1, [transcript('smtps', `${startsImplicitly}\n${asAnother}\n${quits}`)]),
    verdict: 'failed',
    words: 'other user',
    faults: ['other-user'],
    reported: 'yes',
    also: {
      faults: [
        {
          code: 'other-user',
          summary: 'It logged in as "x@gmail.com", not as the user it was given.',
          fix: null,
          finding: null,
        },
      ],
    },
  },
  {
    says: 'a login as somebody else, and then as the user that it was told',
    trial: trial('smtps', good, 0, [
      transcript('smtps', `${startsImplicitly}\n${asAnother}\n${logsIn}\n${sends}\n${quits}`),
    ]),
    verdict: 'passed',
    words: 'delivered',
    reported: 'not-needed',
  },
  {
    says: 'a client that hangs where it hangs at every server',
    trial: trial('smtps', scenario('report'), 'hung', [transcript('smtps', '')], { control: failing }),
    verdict: 'unproven',
    words: 'control fails',
    reported: 'no',
    also: { faults: [] },
  },
  {
    says: 'nothing delivered to an odd server, by a client that delivers to none in order',
    trial: trial('smtps', scenario('deliver'), 1, [transcript('smtps', leaves)], { control: failing }),
    verdict: 'unproven',
    words: 'control fails',
    reported: 'yes',
    also: { faults: [] },
  },
  {
    says: 'nothing delivered, and silence, by a client that delivers to no server in order',
    trial: trial('smtps', scenario('deliver'), 0, [transcript('smtps', leaves)], { control: failing }),
    verdict: 'failed',
    words: 'not reported',
    faults: ['failure-not-reported'],
    reported: 'no',
  },
  {
    says: 'a message that a port without TLS refused, by a client that delivers to no server in order',
    trial: trial('relay', scenario('report'), 1, [transcript('relay', refused)], { control: failing }),
    verdict: 'unproven',
    words: 'control fails',
    reported: 'yes',
    also: { faults: [], exposed: { password: 'no', message: 'clear', envelope: 'clear' } },
  },
  {
    says: 'what standards leave open, with a message in clear, by a client that delivers to no server in order',
    trial: trial('relay', scenario('observe'), 1, [transcript('relay', refused)], { control: failing }),
    verdict: 'observed',
    words: 'reported',
    reported: 'yes',
    also: { exposed: { password: 'no', message: 'clear', envelope: 'clear' } },
  },
  {
    says: 'what standards leave open, refused by a client that delivers to no server in order',
    trial: trial('smtps', scenario('observe'), 1, [transcript('smtps', leaves)], { control: failing }),
    verdict: 'unproven',
    words: 'control fails',
    reported: 'yes',
  },
  {
    says: 'a client that does not end after it delivered',
    trial: trial('smtps', good, 'hung', [transcript('smtps', delivers)]),
    verdict: 'hung',
    words: 'sent, hung',
    faults: ['hung'],
    reported: 'unknown',
  },
  {
    says: 'a password in clear to a port that demands STARTTLS',
    trial: trial('submission', good, 1, [
      transcript(
        'submission',
        `${startsOnSubmission}\nC: AUTH PLAIN …\nauth PLAIN before-tls user=u sent\nS: 530 5.7.0 STARTTLS first\n${quits}`,
      ),
    ]),
    verdict: 'failed',
    words: 'password leak',
    faults: ['password-unencrypted', 'not-delivered'],
    reported: 'yes',
  },
]
