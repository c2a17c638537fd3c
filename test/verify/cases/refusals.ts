import type { Scenario } from '../../../src/model/scenario.ts'
import {
  ehloPlain,
  ehloSecure,
  greeting,
  logsIn,
  offersTls,
  quits,
  sends,
  startsImplicitly,
  startsSecurely,
} from '../../diagnosis/support/passages.ts'
import { transcript } from '../../diagnosis/support/transcript.ts'
import { type Row, scenario, trial } from '../support/trials.ts'

const wrongCertificate = scenario('refuse', { group: 'identity', on: ['implicit', 'starttls'] })
const oldTls = scenario('refuse', { group: 'versions' })
const noStartTls = scenario('no-plaintext', {
  group: 'downgrade',
  demand: { rule: 'must', what: 'no-plaintext', needs: 'tls-asked' },
})
const open = (what: Scenario['demand']['what']): Scenario =>
  scenario(what, { group: 'identity', demand: { rule: 'observation', what } })
const delivers = `${startsImplicitly}\n${logsIn}\n${sends}\n${quits}`
const logsInClear = `${greeting}\n${ehloPlain} | AUTH PLAIN\n${logsIn}`
const copies = delivers.replace('C: DATA', 'C: RCPT TO:<other@example.com>\nS: 250 2.1.5 OK\nC: DATA')
const leaves = 'close client fin'
const later = { startedAt: '2026-06-01T12:00:05.000Z', id: 'session-2' }

export const refusals: readonly Row[] = [
  {
    says: 'a certificate that was refused in the handshake, and an error',
    trial: trial('smtps', wrongCertificate, 1, [
      transcript('smtps', 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin'),
    ]),
    verdict: 'passed',
    words: 'reported',
    reported: 'yes',
    also: { exposed: { password: 'no', message: 'no', envelope: 'no' } },
  },
  {
    says: 'a handshake without a byte of SMTP after it',
    trial: trial('submission', wrongCertificate, 1, [
      transcript('submission', `${offersTls}\nhello sni=localhost\ntls\n${leaves}`),
    ]),
    verdict: 'passed',
    words: 'reported',
    reported: 'yes',
  },
  {
    says: 'EHLO and QUIT to a server that did not prove its name',
    trial: trial('submission', wrongCertificate, 1, [
      transcript('submission', `${startsSecurely}\n${quits}`),
    ]),
    verdict: 'passed',
    words: 'reported',
    reported: 'yes',
  },
  {
    says: 'a wrong certificate refused, and exit code 0',
    trial: trial('smtps', wrongCertificate, 0, [
      transcript('smtps', 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin'),
    ]),
    verdict: 'failed',
    words: 'not reported',
    faults: ['failure-not-reported'],
    reported: 'no',
  },
  {
    says: 'login and mail to a server that did not prove its name',
    trial: trial('smtps', wrongCertificate, 0, [transcript('smtps', delivers)]),
    verdict: 'failed',
    words: 'not verified',
    faults: ['password-to-unproven-server', 'message-to-unproven-server'],
    reported: 'not-needed',
    also: {
      exposed: { password: 'unproven-server', message: 'unproven-server', envelope: 'unproven-server' },
    },
  },
  {
    says: 'addresses alone to a server that did not prove its name',
    trial: trial('smtps', wrongCertificate, 1, [
      transcript(
        'smtps',
        `${startsImplicitly}\nC: MAIL FROM:<a@b.test>\nS: 530 5.7.0 Authentication required\n${quits}`,
      ),
    ]),
    verdict: 'failed',
    words: 'not verified',
    faults: ['envelope-to-unproven-server'],
    reported: 'yes',
    also: { exposed: { password: 'no', message: 'no', envelope: 'unproven-server' } },
  },
  {
    says: 'a certificate of which standards leave open what to do',
    trial: trial('smtps', open('refuse'), 0, [transcript('smtps', delivers)]),
    verdict: 'observed',
    words: 'delivered',
    reported: 'not-needed',
  },
  {
    says: 'a wrong certificate refused by a client that refuses the right one too',
    trial: trial(
      'smtps',
      wrongCertificate,
      1,
      [transcript('smtps', 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin')],
      {
        control: { delivered: false, perRecipient: 1, asksFor: null, client: null },
      },
    ),
    verdict: 'unproven',
    words: 'control fails',
    reported: 'yes',
  },
  {
    says: 'a leak by a client that fails the control',
    trial: trial('smtps', wrongCertificate, 1, [transcript('smtps', `${startsImplicitly}\n${logsIn}`)], {
      control: { delivered: false, perRecipient: 1, asksFor: null, client: null },
    }),
    verdict: 'failed',
    words: 'not verified',
    faults: ['password-to-unproven-server'],
    reported: 'yes',
  },
  {
    says: 'a client that never came',
    trial: trial('smtps', wrongCertificate, 1, []),
    verdict: 'unproven',
    words: 'no connection',
    reported: 'yes',
  },
  {
    says: 'nobody listens, and an error',
    trial: trial('relay', scenario('report', { group: 'network', closed: true }), 7, []),
    verdict: 'passed',
    words: 'reported',
    reported: 'yes',
    also: { connections: 0 },
  },
  {
    says: 'login under TLS 1.0',
    trial: trial('smtps', oldTls, 0, [transcript('smtps', delivers)]),
    verdict: 'failed',
    words: 'weak TLS used',
    faults: ['weak-tls-accepted'],
    reported: 'not-needed',
  },
  {
    says: 'a suite that encrypts nothing',
    trial: trial('smtps', oldTls, 0, [
      transcript('smtps', delivers, {
        tls: {
          version: 'TLSv1.2',
          cipher: 'TLS_RSA_WITH_NULL_SHA256',
          sni: null,
          alpn: null,
          resumed: false,
          clientCertificate: null,
        },
      }),
    ]),
    verdict: 'failed',
    words: 'password leak',
    faults: ['password-unencrypted', 'message-unencrypted', 'weak-tls-accepted'],
    reported: 'not-needed',
  },
  {
    says: 'a challenge answered unencrypted, and no more than that',
    trial: trial('submission', noStartTls, 1, [
      transcript(
        'submission',
        `${greeting}\n${ehloPlain} | AUTH CRAM-MD5\nC: AUTH CRAM-MD5\nS: 334 …\nC: …\nauth CRAM-MD5 accepted user=u\nS: 235 2.7.0 OK\n${leaves}`,
      ),
    ]),
    verdict: 'failed',
    words: 'login leak',
    faults: ['login-unencrypted'],
    reported: 'yes',
  },
  {
    says: 'a recipient beside the one that was given',
    trial: trial('smtps', scenario('deliver'), 0, [transcript('smtps', copies)], {
      to: ['reader@example.com'],
    }),
    verdict: 'failed',
    words: 'extra recipient',
    faults: ['other-recipient'],
    reported: 'not-needed',
  },
  {
    says: 'login and mail unencrypted where STARTTLS was taken away',
    trial: trial('submission', noStartTls, 0, [
      transcript('submission', `${logsInClear}\n${sends}\n${quits}`),
    ]),
    verdict: 'failed',
    words: 'password leak',
    faults: ['password-unencrypted', 'message-unencrypted'],
    reported: 'not-needed',
  },
  {
    says: 'mail unencrypted without the login, where STARTTLS was taken away',
    trial: trial('submission', noStartTls, 0, [
      transcript('submission', `${greeting}\n${ehloPlain}\n${sends}\n${quits}`),
    ]),
    verdict: 'failed',
    words: 'mail leak',
    faults: ['message-unencrypted'],
    reported: 'not-needed',
  },
  {
    says: 'addresses alone in clear',
    trial: trial('submission', noStartTls, 1, [
      transcript(
        'submission',
        `${greeting}\n${ehloPlain}\nC: MAIL FROM:<a@b.test>\nS: 530 5.7.0 STARTTLS first\n${quits}`,
      ),
    ]),
    verdict: 'failed',
    words: 'envelope leak',
    faults: ['envelope-unencrypted'],
    reported: 'yes',
  },
  {
    says: 'mail unencrypted by a client that does not log in',
    trial: trial(
      'submission',
      noStartTls,
      0,
      [transcript('submission', `${greeting}\n${ehloPlain}\n${sends}\n${quits}`)],
      {
        login: false,
      },
    ),
    verdict: 'observed',
    words: 'mail leak',
    reported: 'not-needed',
  },
  {
    says: 'mail unencrypted by a client that does not log in, and is set to require TLS',
    trial: trial(
      'submission',
      noStartTls,
      0,
      [transcript('submission', `${greeting}\n${ehloPlain}\n${sends}\n${quits}`)],
      { login: false, requireTls: true },
    ),
    verdict: 'failed',
    words: 'mail leak',
    faults: ['message-unencrypted'],
    reported: 'not-needed',
  },
  {
    says: 'a client that leaves where STARTTLS was taken away',
    trial: trial('submission', noStartTls, 1, [
      transcript('submission', `${greeting}\n${ehloPlain}\n${quits}`),
    ]),
    verdict: 'passed',
    words: 'reported',
    reported: 'yes',
  },
  {
    says: 'a password in clear in a second connection',
    trial: trial('submission', noStartTls, 1, [
      transcript(
        'submission',
        `${offersTls}\nhello sni=localhost\ntls-failed client-closed\nclose client fin`,
      ),
      transcript('submission', `${logsInClear}\n${quits}`, later),
    ]),
    verdict: 'failed',
    words: 'password leak',
    faults: ['password-unencrypted'],
    reported: 'yes',
  },
  {
    says: 'a command that did not wait for the answer to EHLO under TLS',
    trial: trial('submission', scenario('not-used', { group: 'downgrade' }), 1, [
      transcript(
        'submission',
        `${offersTls}\nhello\ntls\n${ehloSecure}\nC(pipelined): AUTH PLAIN …\nauth PLAIN accepted user=u sent\nS: 235 2.7.0 OK\n${leaves}`,
      ),
    ]),
    verdict: 'failed',
    words: 'reply used',
    faults: ['injected-reply-used'],
    reported: 'yes',
  },
  {
    says: 'replies from before TLS that nobody used',
    trial: trial('submission', scenario('not-used', { group: 'downgrade' }), 0, [
      transcript('submission', `${startsSecurely}\n${logsIn}\n${sends}\n${quits}`),
    ]),
    verdict: 'passed',
    words: 'delivered',
    reported: 'not-needed',
  },
  {
    says: 'a message for a server whose proof in SCRAM is wrong',
    trial: trial('smtps', scenario('break-off', { group: 'downgrade' }), 0, [transcript('smtps', delivers)]),
    verdict: 'failed',
    words: 'proof ignored',
    faults: ['server-proof-ignored'],
    reported: 'not-needed',
  },
]
