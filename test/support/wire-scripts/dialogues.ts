import type { PlayedScript } from './played-script.ts'

type Dialogue = Pick<PlayedScript, 'name' | 'script' | 'starts'> &
  Partial<Pick<PlayedScript, 'cuts' | 'options'>>

const b64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64')
const users = { 'ann@x.test': 'secret pass', bob: 'hunter2' }

/** Commands and how their replies begin, in turn. */
const says = (...lines: readonly string[]): string =>
  lines.map((line, at) => `${at % 2 === 0 ? 'C' : 'S'}: ${line}`).join('\n')
const ehlo = says('EHLO client.test', '250')
const envelope = says('EHLO client.test', '250', 'MAIL FROM:<a@x.test>', '250', 'RCPT TO:<b@x.test>', '250')
const all = (...scripts: readonly string[]): string => scripts.join('\n')

const login = (name: string, ...lines: readonly string[]): Dialogue => ({
  name: `login: ${name}`,
  script: all(ehlo, says(...lines), says('MAIL FROM:<a@x.test>', '250')),
  starts: ['smtps'],
  options: { users },
})

const logins: readonly Dialogue[] = [
  login('PLAIN', `AUTH PLAIN ${b64('\0ann@x.test\0secret pass')}`, '235 2.7.0'),
  login('PLAIN in two steps', 'AUTH PLAIN', '334', b64('\0ann@x.test\0secret pass'), '235 2.7.0'),
  login('LOGIN', 'AUTH LOGIN', '334', b64('ann@x.test'), '334', b64('secret pass'), '235 2.7.0'),
  login('LOGIN with initial response', `AUTH LOGIN ${b64('bob')}`, '334', b64('hunter2'), '235'),
  login('XOAUTH2', `AUTH XOAUTH2 ${b64('user=bob\u0001auth=Bearer hunter2\u0001\u0001')}`, '235'),
  login(
    'XOAUTH2 refused',
    `AUTH XOAUTH2 ${b64('user=bob\u0001auth=Bearer no\u0001\u0001')}`,
    '334',
    '',
    '535 5.7.8',
  ),
  login('CRAM-MD5 with a wrong digest', 'AUTH CRAM-MD5', '334', b64(`bob ${'0'.repeat(32)}`), '535 5.7.8'),
  login('a wrong password', `AUTH PLAIN ${b64('\0bob\0nope')}`, '535 5.7.8'),
  login('no such user', `AUTH PLAIN ${b64('\0eve@x.test\0nope')}`, '535 5.7.8'),
  login('no password', `AUTH PLAIN ${b64('\0bob\0')}`, '535 5.7.8'),
  login('a newline in the password', 'AUTH LOGIN', '334', b64('bob'), '334', b64('hunter2\n'), '535'),
  login('cancelled', 'AUTH PLAIN', '334', '*', '501'),
  login('not base64', 'AUTH PLAIN bob:hunter2', '501 5.5.2'),
  login('an empty initial response', 'AUTH PLAIN =', '501 5.5.2'),
  login('an unknown mechanism', 'AUTH NTLM', '504 5.5.4'),
  login('no mechanism', 'AUTH', '501 5.5.4'),
  login(
    'once a connection',
    `AUTH PLAIN ${b64('\0bob\0hunter2')}`,
    '235',
    `AUTH PLAIN ${b64('\0bob\0hunter2')}`,
    '503 5.5.1',
  ),
  {
    name: 'login: not within a transaction',
    script: all(envelope, says(`AUTH PLAIN ${b64('\0bob\0hunter2')}`, '503 5.5.1', 'RSET', '250')),
    starts: ['smtps'],
    options: { users },
  },
  {
    name: 'login: five wrong ones end the connection',
    script: all(
      ehlo,
      ...Array.from({ length: 5 }, () => says(`AUTH PLAIN ${b64('\0bob\0nope')}`, '535 5.7.8')),
    ),
    starts: ['smtps'],
    options: { users },
  },
  {
    name: 'login: gone in the middle of it',
    script: all(ehlo, says('AUTH LOGIN', '334', b64('bob'), '334')),
    starts: ['smtps'],
    options: { users },
  },
  {
    name: 'login: required',
    script: all(
      ehlo,
      says('MAIL FROM:<a@x.test>', '530 5.7.0', `AUTH PLAIN ${b64('\0bob\0hunter2')}`, '235'),
    ),
    starts: ['smtps', 'starttls'],
    options: { users, profiles: { smtps: { auth: 'required' }, submission: { auth: 'required' } } },
  },
  {
    name: 'login: not offered, or not before TLS',
    script: all(ehlo, says(`AUTH PLAIN ${b64('\0bob\0hunter2')}`, '5', 'AUTH LOGIN', '5', 'NOOP', '250')),
    starts: ['relay', 'submission'],
  },
]

const starttls: readonly Dialogue[] = [
  {
    name: 'STARTTLS takes no argument and comes once',
    script: all(
      ehlo,
      says('STARTTLS now', '501 5.5.4', 'STARTTLS', '220'),
      'T:',
      ehlo,
      says('STARTTLS', '503 5.5.1'),
    ),
    starts: ['submission'],
  },
  {
    name: 'what came before TLS is forgotten',
    script: all(
      envelope,
      says('STARTTLS', '220'),
      'T:',
      says('DATA', '503 5.5.1', 'MAIL FROM:<a@x.test>', '503'),
    ),
    starts: ['submission'],
    options: { profiles: { submission: { tlsRequired: false } } },
  },
  {
    name: 'MAIL before TLS',
    script: all(ehlo, says('MAIL FROM:<a@x.test>', '530 5.7.0', 'QUIT', '221')),
    starts: ['submission'],
  },
  {
    name: 'commands behind STARTTLS, in one segment with it',
    script: all(
      ehlo,
      'C: STARTTLS',
      'C: MAIL FROM:<evil@x.test>',
      'C: RCPT TO:<b@x.test>',
      'S: 220',
      'T:',
      ehlo,
    ),
    starts: ['submission'],
    cuts: ['at-once'],
  },
  {
    name: 'STARTTLS, and gone',
    script: all(ehlo, says('STARTTLS', '220')),
    starts: ['submission'],
  },
  {
    name: 'STARTTLS where there is none',
    script: all(ehlo, says('STARTTLS', '502 5.5.1')),
    starts: ['relay'],
  },
  { name: 'STARTTLS under TLS', script: all(ehlo, says('STARTTLS', '503 5.5.1')), starts: ['smtps'] },
]

/** Octets of other protocols: no reply is waited for, as where TLS is expected none comes. */
const opening = (name: string, line: string): Dialogue => ({
  name: `opens with ${name}`,
  script: `C: ${line}`,
  starts: ['relay', 'submission', 'smtps-in-clear'],
  cuts: ['at-once'],
})

const openings: readonly Dialogue[] = [
  opening('HTTP', 'GET / HTTP/1.1\\r\\nHost: localhost\\r\\n'),
  opening('a PROXY header', 'PROXY TCP4 127.0.0.1 127.0.0.1 1 25'),
  opening('SSH', 'SSH-2.0-OpenSSH_9.9'),
  opening('SOCKS', '\\x01\\x03bob\\x06secret'),
  opening('an EHLO', 'EHLO client.test'),
  opening('a password', `AUTH PLAIN ${b64('\0bob\0hunter2')}`),
  opening('a TLS alert', '\\x15\\x03\\x01\\x00\\x02\\x02\\x46\\'),
  { name: 'opens with HTTP under TLS', script: 'C: GET / HTTP/1.1', starts: ['smtps'], cuts: ['at-once'] },
]

const limits: readonly Dialogue[] = [
  {
    name: 'more recipients than are allowed',
    script: all(
      envelope,
      says('RCPT TO:<c@x.test>', '250', 'RCPT TO:<d@x.test>', '452 4.5.3', 'DATA', '354', '.', '250'),
    ),
    starts: ['relay'],
    options: { settings: { maxRecipients: 2 } },
  },
  {
    name: 'a message over the limit',
    script: all(
      envelope,
      says('DATA', '354'),
      `C: ${'x'.repeat(150)}`,
      'C: .',
      'S: 552 5.3.4',
      says('NOOP', '250'),
    ),
    starts: ['relay', 'smtps'],
    options: { settings: { sizeLimitBytes: 100 } },
  },
  {
    name: 'refused commands in a row',
    script: all(...Array.from({ length: 20 }, () => says('XYZZY', '500'))),
    starts: ['relay'],
  },
  {
    name: 'a command line of 3,000 octets',
    script: all(ehlo, says(`NOOP ${'x'.repeat(3_000)}`, '250')),
    starts: ['relay'],
  },
  {
    name: 'a command line of 20,000 octets',
    script: all(ehlo, says(`NOOP ${'x'.repeat(20_000)}`, '500'), says('NOOP', '250')),
    starts: ['relay'],
    cuts: ['at-once'],
  },
]

const content = (name: string, ...lines: readonly string[]): Dialogue => ({
  name: `content: ${name}`,
  script: all(envelope, says('DATA', '354'), ...lines.map((line) => `C: ${line}`), 'C: .', 'S: 250 2.6.0'),
  starts: ['relay', 'smtps'],
})

const smuggled = 'MAIL FROM:<evil@x.test>\\r\\nRCPT TO:<c@x.test>\\r\\nDATA\\r\\nsmuggled'
/** Ends that are none, CVE-2023-51764 to 51766. */
const noEnds = [
  '\\n.\\n',
  '\\n.\\r\\n',
  '\\r\\n.\\n',
  '\\r.\\r',
  '\\r.\\r\\n',
  '\\r\\n.\\r',
  '\\r\\n\\0.\\r\\n',
  '\\r\\r\\n.\\r\\r\\n',
]

const contents: readonly Dialogue[] = [
  content(
    'of every fault',
    'Subject: a',
    '',
    'a\\nb',
    'c\\rd',
    'e\\r\\',
    'caf\\xe9',
    'n\\0',
    'x'.repeat(1_000),
  ),
  content(
    'with a header that is read',
    'From: Ann <ann@x.test>',
    'Message-ID: <1@x.test>',
    'X-Mailer: none',
    '',
    'text',
  ),
  ...noEnds.map((end) => content(`that ${end} does not end`, `text${end}${smuggled}`)),
  {
    name: 'content: cut off',
    script: all(envelope, says('DATA', '354'), 'C: Subject: a', 'C: half\\'),
    starts: ['relay', 'smtps'],
  },
]

const transactions: readonly Dialogue[] = [
  {
    name: 'an envelope in one segment (RFC 2920)',
    script: all(
      ehlo,
      'C: MAIL FROM:<a@x.test>\nC: RCPT TO:<b@x.test>\nC: RCPT TO:<bad\nC: DATA\nS: 250\nS: 250\nS: 501\nS: 354',
      'C: text\nC: .\nC: QUIT\nS: 250\nS: 221',
    ),
    starts: ['relay', 'smtps', 'starttls'],
    cuts: ['at-once'],
  },
  {
    name: 'commands that end in LF',
    script: all(
      'C: EHLO client.test\\n\\',
      'S: 250',
      'C: MAIL FROM:<a@x.test>\\n\\',
      'S: 250',
      says('QUIT', '221'),
    ),
    starts: ['relay'],
  },
  {
    name: 'every parameter, and SMTPUTF8',
    script: all(
      ehlo,
      says(
        'MAIL FROM:<\\xc3\\xbc@x.test> SMTPUTF8 BODY=8BITMIME SIZE=20 RET=HDRS ENVID=x',
        '250',
        'RCPT TO:<\\xc3\\xb6@x.test> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;b@x.test',
        '250',
        'DATA',
        '354',
        '.',
        '250',
      ),
    ),
    starts: ['relay'],
  },
  {
    name: 'HELO',
    script: says('HELO client.test', '250', 'MAIL FROM:<>', '250', 'QUIT', '221'),
    starts: ['relay'],
  },
  {
    name: 'EHLO twice, under two names',
    script: all(ehlo, says('EHLO other.test', '250')),
    starts: ['relay'],
  },
  {
    name: 'not a word',
    script: '',
    starts: ['relay', 'submission', 'smtps', 'smtps-in-clear'],
    cuts: ['at-once'],
  },
  { name: 'QUIT at once', script: says('QUIT', '221 2.0.0'), starts: ['relay', 'smtps', 'starttls'] },
]

/** What the scripts of transactions and the rows of the RFCs leave out. */
export const dialogues: readonly Dialogue[] = [
  ...logins,
  ...starttls,
  ...openings,
  ...limits,
  ...contents,
  ...transactions,
]
