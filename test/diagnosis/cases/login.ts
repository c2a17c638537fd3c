import type { Case } from '../support/case.ts'
import {
  ehloSecure,
  ehloStarttls,
  envelope,
  greeting,
  logsIn,
  offersTls,
  quits,
  sends,
  startsImplicitly,
  startsOnRelay,
  startsSecurely,
} from '../support/passages.ts'
import { transcript } from '../support/transcript.ts'

const demandsLogin = { port: { auth: 'required' } } as const

export const loginCases: readonly Case[] = [
  {
    says: 'AUTH offered where it is demanded, and a close',
    record: transcript('smtps', `${startsImplicitly}\nclose client fin`, demandsLogin),
    expected: ['login-not-tried'],
  },
  {
    says: 'AUTH offered where it is demanded, and QUIT, after STARTTLS',
    record: transcript('submission', `${startsSecurely}\n${quits}`, demandsLogin),
    expected: ['login-not-tried'],
  },
  {
    says: 'AUTH offered where mail is taken without it too, and a close at once',
    record: transcript('smtps', `${startsImplicitly}\nclose client fin`),
    expected: ['login-not-tried'],
  },
  {
    says: 'AUTH offered where mail is taken without it too, and QUIT: a test of the connection',
    record: transcript('smtps', `${startsImplicitly}\n${quits}`),
    expected: [],
  },
  {
    says: 'a login sent along with STARTTLS',
    record: transcript('submission', `${offersTls}\ndiscarded 42 EHLO AUTH\nclose client fin`),
    expected: ['commands-pipelined-with-starttls', 'credentials-unencrypted'],
  },
  {
    says: 'a login as the first thing in clear where TLS is due',
    record: transcript('smtps', 'first-bytes smtp AUTH PLAIN …\nclose client fin'),
    expected: ['plaintext-commands-on-implicit-tls-port', 'credentials-unencrypted'],
  },
  {
    says: 'MAIL as the first command under TLS, then EHLO and a wrong password',
    record: transcript(
      'submission',
      `${offersTls}\nhello sni=localhost\ntls\nC: MAIL FROM:<a@example.com>\nS: 503 5.5.1 EHLO first\n${ehloSecure}\nC: AUTH PLAIN …\nauth PLAIN rejected user=user sent\nS: 535 5.7.8 Authentication failed\n${quits}`,
    ),
    expected: ['login-rejected', 'no-ehlo-after-starttls'],
  },
  {
    says: 'MAIL without a login under TLS',
    record: transcript(
      'submission',
      `${startsSecurely}\nC: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Authentication required\n${quits}`,
      {
        port: { auth: 'required' },
      },
    ),
    expected: ['login-missing'],
  },
  {
    says: 'a wrong password, two mechanisms',
    record: transcript(
      'submission',
      `${startsSecurely}\nC: AUTH PLAIN …\nauth PLAIN rejected user=user sent hint=user-without-at\nS: 535 5.7.8 Authentication failed\nC: AUTH LOGIN …\nS: 334 UGFzc3dvcmQ6\nauth-line response\nauth LOGIN rejected user=user sent\nS: 535 5.7.8 Authentication failed\n${quits}`,
    ),
    expected: ['login-rejected'],
  },
  {
    says: 'AUTH on the relay port',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: AUTH LOGIN\nauth LOGIN not-offered\nS: 502 5.5.1 AUTH is not offered here\n${quits}`,
    ),
    expected: ['login-not-offered-on-plain-port'],
  },
  {
    says: 'AUTH with a password on the relay port',
    record: transcript(
      'relay',
      `${startsOnRelay}\nC: AUTH PLAIN …\nauth PLAIN not-offered user=user sent\nS: 502 5.5.1 AUTH is not offered here\nclose client fin`,
    ),
    expected: ['login-not-offered-on-plain-port', 'credentials-unencrypted'],
  },
  {
    says: 'a mechanism the server does not have',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH NTLM\nauth NTLM unsupported\nS: 504 5.5.4 Mechanism not supported\n${quits}`,
    ),
    expected: ['auth-mechanism-unsupported'],
  },
  {
    says: 'a mechanism that takes users, where there are none',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH SCRAM-SHA-256\nauth SCRAM-SHA-256 unsupported\nS: 504 5.5.4 Mechanism not offered\n${quits}`,
    ),
    expected: ['auth-mechanism-unsupported'],
  },
  {
    says: 'SCRAM with a wrong password',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH SCRAM-SHA-256 …\nS: 334 …\nauth-line response\nauth SCRAM-SHA-256 rejected user=user hint=password-wrong\nS: 535 5.7.8 Authentication failed\n${quits}`,
    ),
    expected: ['login-rejected'],
  },
  {
    says: 'SCRAM by which a client logs in',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH SCRAM-SHA-256 …\nS: 334 …\nauth-line response\nS: 334 …\nauth-line response\nauth SCRAM-SHA-256 accepted user=user\nS: 235 2.7.0 OK\n${sends}\n${quits}`,
    ),
    expected: [],
  },
  {
    says: 'a token refused in a 334, and * after it',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH OAUTHBEARER …\nS: 334 eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=\nauth-line cancel\nauth OAUTHBEARER rejected user=user sent hint=password-wrong\nS: 501 5.0.0 Authentication cancelled\n${quits}`,
    ),
    expected: ['login-rejected'],
  },
  {
    says: 'SCRAM with the nonce of another exchange',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH SCRAM-SHA-256 …\nS: 334 …\nauth-line response\nauth SCRAM-SHA-256 malformed user=user hint=nonce-wrong\nS: 501 5.5.2 Malformed\n${quits}`,
    ),
    expected: ['auth-malformed'],
  },
  {
    says: 'SCRAM broken off by a client that does not believe the server',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH SCRAM-SHA-256 …\nS: 334 …\nauth-line response\nS: 334 …\nauth-line cancel\nauth SCRAM-SHA-256 cancelled user=user hint=server-proof-refused\nS: 501 5.0.0 Cancelled\n${quits}`,
    ),
    expected: ['auth-cancelled'],
  },
  {
    says: 'AUTH that is not base64',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH PLAIN …\nauth PLAIN malformed sent\nS: 501 5.5.2 Not base64\n${quits}`,
    ),
    expected: ['auth-malformed'],
  },
  {
    says: 'AUTH broken off with *',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nauth-line cancel\nauth LOGIN cancelled\nS: 501 5.7.0 Cancelled\n${quits}`,
    ),
    expected: ['auth-cancelled'],
  },
  {
    says: 'a login accepted in clear',
    record: transcript('submission', `${greeting}\n${ehloStarttls}\n${logsIn}\n${sends}\n${quits}`, {
      port: { tlsRequired: false },
    }),
    expected: ['credentials-unencrypted'],
  },
  {
    says: 'a login accepted in clear, where the server is asked to accept it',
    record: transcript('submission', `${greeting}\n${ehloStarttls}\n${logsIn}\n${sends}\n${quits}`, {
      port: { tlsRequired: false, authWithoutTls: true },
    }),
    expected: ['credentials-unencrypted'],
  },
  {
    says: 'a password as a token',
    record: transcript(
      'smtps',
      `${startsImplicitly}\nC: AUTH XOAUTH2 …\nauth XOAUTH2 accepted user=user sent hint=password-as-token\nS: 235 2.7.0 OK\n${sends}\n${quits}`,
    ),
    expected: ['password-as-token'],
  },
  {
    says: 'a From that is not the login',
    record: transcript(
      'submission',
      `${startsSecurely}\nC: AUTH PLAIN …\nauth PLAIN accepted user=me@example.com sent\nS: 235 2.7.0 OK\n${envelope('message from=boss@example.com')}\n${quits}`,
    ),
    expected: ['from-unlike-login'],
  },
]
