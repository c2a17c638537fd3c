import type { Case } from '../support/case.ts'
import {
  greeting,
  offersTls,
  quits,
  sends,
  startsImplicitly,
  startsOnRelay,
  startsOnSubmission,
} from '../support/passages.ts'
import { transcript } from '../support/transcript.ts'

export const tlsModeCases: readonly Case[] = [
  {
    says: 'a ClientHello that did not wait for the 220 to STARTTLS',
    record: transcript(
      'submission',
      `${startsOnSubmission}\nC: STARTTLS\nS: 220 2.0.0 Ready to start TLS\ndiscarded 517 tls\ntls-failed client-closed before-hello\nclose client fin`,
    ),
    expected: ['client-hello-before-220'],
  },
  {
    says: 'a ClientHello that came after our hint',
    record: transcript(
      'smtps',
      'after 3000\nhint This port speaks TLS from the first byte\nS: 421 4.7.0 This port speaks TLS from the first byte\nafter 500\nfirst-bytes tls 0x16030100dc01\nhello sni=localhost unexpected\nclose server fin',
    ),
    expected: ['hint-before-client-hello'],
  },
  {
    says: 'a ClientHello on the submission port',
    record: transcript(
      'submission',
      `${greeting}\nhello sni=localhost ciphers=59 unexpected\nclose server fin`,
    ),
    expected: ['implicit-tls-on-starttls-port'],
  },
  {
    says: 'a ClientHello on the relay port',
    record: transcript('relay', `${greeting}\nhello sni=localhost ciphers=59 unexpected\nclose server fin`),
    expected: ['implicit-tls-on-plain-port'],
  },
  {
    says: 'a client that waits on the implicit-TLS port, and reads our hint',
    record: transcript(
      'smtps',
      'after 3000\nhint 421 4.7.0 This port speaks TLS from the first byte\nfirst-bytes smtp QUIT\nclose client fin',
    ),
    expected: ['plaintext-on-implicit-tls-port'],
  },
  {
    says: 'a client that waits on the implicit-TLS port, no hint',
    record: transcript('smtps', 'after 10000\nclose client fin'),
    expected: ['plaintext-on-implicit-tls-port'],
  },
  {
    says: 'EHLO in clear on the implicit-TLS port',
    record: transcript(
      'smtps',
      'first-bytes smtp EHLO client.test\ntls-failed not-tls before-hello\nclose server fin',
    ),
    expected: ['plaintext-commands-on-implicit-tls-port'],
  },
  {
    says: 'STARTTLS inside implicit TLS',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: STARTTLS\nS: 503 5.5.1 TLS is active already\n${quits}`,
    ),
    expected: ['starttls-inside-tls'],
  },
  {
    says: 'MAIL in clear on the submission port',
    record: transcript(
      'submission',
      `${startsOnSubmission}\nC: MAIL FROM:<sender@example.com>\nS: 530 5.7.0 Must issue a STARTTLS command first\n${quits}`,
    ),
    expected: ['starttls-not-used'],
  },
  {
    says: 'MAIL RCPT DATA pipelined in clear: the refusals after the first follow from it',
    record: transcript(
      'submission-alt',
      `${startsOnSubmission}\nC: MAIL FROM:<a@example.com>\nC(pipelined): RCPT TO:<b@example.com>\nC(pipelined): DATA\nS: 530 5.7.0 Must issue a STARTTLS command first\nS: 530 5.7.0 Must issue a STARTTLS command first\nS: 530 5.7.0 Must issue a STARTTLS command first\nclose client fin`,
    ),
    expected: ['starttls-not-used'],
  },
  {
    says: 'words of no SMTP client on the submission port, refused as everything is',
    record: transcript(
      'submission',
      `${startsOnSubmission}\nC: XYZZY\nS: 530 5.7.0 Must issue a STARTTLS command first\n${quits}`,
    ),
    expected: [],
  },
  {
    says: 'AUTH with a password before STARTTLS',
    record: transcript(
      'submission',
      `${startsOnSubmission}\nC: AUTH PLAIN …\nauth PLAIN before-tls user=user sent\nS: 530 5.7.0 Must issue a STARTTLS command first\n${quits}`,
    ),
    expected: ['login-before-starttls', 'credentials-unencrypted'],
  },
  {
    says: 'AUTH LOGIN before STARTTLS that waits for a challenge: the password stays safe',
    record: transcript(
      'submission',
      `${startsOnSubmission}\nC: AUTH LOGIN\nauth LOGIN before-tls\nS: 530 5.7.0 Must issue a STARTTLS command first\n${quits}`,
    ),
    expected: ['login-before-starttls'],
  },
  {
    says: 'go-mail with a login and without TLS: EHLO, NOOP and a close',
    record: transcript('submission', `${startsOnSubmission}\nC: NOOP\nS: 250 2.0.0 OK\nclose client fin`),
    expected: ['login-impossible-without-starttls'],
  },
  {
    says: 'EHLO and QUIT on the submission port',
    record: transcript('submission', `${startsOnSubmission}\n${quits}`),
    expected: ['login-impossible-without-starttls'],
  },
  {
    says: 'EHLO and a close on the submission port',
    record: transcript('submission', `${startsOnSubmission}\nclose client rst`),
    expected: ['login-impossible-without-starttls'],
  },
  {
    says: 'HELO and MAIL on the submission port',
    record: transcript(
      'submission',
      `${greeting}\nC: HELO client.test\nS: 250 fourport\nC: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Must issue a STARTTLS command first\n${quits}`,
    ),
    expected: ['helo-only-client'],
  },
  {
    says: 'STARTTLS on the relay port',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: STARTTLS\nS: 502 5.5.1 Command not implemented\n${quits}`,
    ),
    expected: ['starttls-required-not-offered'],
  },
  {
    says: 'STARTTLS refused, and the ClientHello sent all the same: no lines, however long',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: STARTTLS\nS: 502 5.5.1 Not offered\nC(lf): … ${'x'.repeat(1_200)}\nS: 500 5.5.2 What\nclose client fin`,
    ),
    expected: ['starttls-required-not-offered'],
  },
  {
    says: 'STARTTLS on the relay port, then the mail unencrypted',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: STARTTLS\nS: 502 5.5.1 Command not implemented\n${sends}\n${quits}`,
    ),
    expected: ['starttls-required-not-offered'],
  },
  {
    says: 'STARTTLS again and again',
    record: transcript(
      'relay',
      `${startsOnRelay}\n${'C: STARTTLS\nS: 502 5.5.1 Command not implemented\n'.repeat(3)}close client fin`,
    ),
    expected: ['starttls-loop'],
  },
  {
    says: 'EHLO and QUIT on the relay port',
    record: transcript('relay', `${startsOnRelay}\n${quits}`),
    expected: ['gave-up-after-ehlo-on-plain-port'],
  },
  {
    says: 'STARTTLS, 220, and a close',
    record: transcript('submission', `${offersTls}\nclose client fin`),
    expected: ['starttls-abandoned'],
  },
  {
    says: 'STARTTLS, 220, and EHLO in clear',
    record: transcript('submission', `${offersTls}\ntls-failed not-tls before-hello\nclose server fin`),
    expected: ['plaintext-after-starttls'],
  },
  {
    says: 'commands after STARTTLS',
    record: transcript('submission', `${offersTls}\ndiscarded 42 EHLO MAIL\nclose client fin`),
    expected: ['commands-pipelined-with-starttls'],
  },
  {
    says: 'AUTH as the first command under TLS, and nothing after it',
    record: transcript(
      'submission',
      `${offersTls}\nhello sni=localhost\ntls\nC: AUTH PLAIN …\nauth PLAIN out-of-order sent\nS: 503 5.5.1 EHLO first\n${quits}`,
    ),
    expected: ['no-ehlo-after-starttls'],
  },
]
