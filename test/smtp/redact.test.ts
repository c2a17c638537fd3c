import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactCommand, redactText } from '../../src/protocol/redact.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe('redactCommand leaves readable', () => {
  it.each([
    'EHLO localhost',
    'ehlo [127.0.0.1]',
    'EHLO [IPv6:::1]',
    'HELO mail.example.test',
    'EHLO bücher.example.test',
    'MAIL FROM:<>',
    'MAIL FROM:<ann@a.test> SIZE=1024 BODY=8BITMIME SMTPUTF8',
    'mail from:<ann@a.test> size=12',
    'MAIL FROM: <ann@a.test>',
    'MAIL FROM:ann@a.test',
    'MAIL FROM:<"a b"@c.test>',
    'MAIL FROM:<jörg@exämple.test> SMTPUTF8',
    'MAIL FROM:<a@b.test> RET=HDRS ENVID=…',
    'RCPT TO:<bob+tag@b.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;bob@b.test',
    'RCPT TO:<Postmaster>',
    'RCPT TO:<prvs=0123abcd=user@b.test>',
    'VRFY ann@a.test',
    'BDAT 1000 LAST',
    'DATA',
    'rset',
    'QUIT',
    'NOOP',
    'STARTTLS',
    'HELP',
    'AUTH PLAIN',
    'AUTH CRAM-MD5',
    'AUTH',
    'GET / HTTP/1.1',
    'POST /api/v1/send HTTP/1.1',
    'CONNECT mail.test:25 HTTP/1.1',
    'PROXY TCP4 127.0.0.1 127.0.0.1 5000 25',
  ])('%s', (line) => {
    expect(redactCommand(line)).toBe(line)
    expect(redactCommand(`${line}\r\n`)).toBe(line)
  })
})

describe('redactCommand shows', () => {
  it.each([
    ['AUTH PLAIN AGFubgBodW50ZXIy', 'AUTH PLAIN …'],
    ['auth login YW5u', 'auth login …'],
    ['AUTH\tPLAIN\tAGFubgBodW50ZXIy', 'AUTH\\tPLAIN …'],
    ['  AUTH PLAIN AGFubgBodW50ZXIy', '  AUTH PLAIN …'],
    ['AUTHPLAIN AGFubgBodW50ZXIy', 'AUTH…'],
    ['AUTH PLAINAGFubgBodW50ZXIy', 'AUTH …'],
    ['AUTH hunter2', 'AUTH …'],
    ['AUTH XOAUTH2 dXNlcj1h', 'AUTH XOAUTH2 …'],
    ['LOGIN ann hunter2', 'LOGIN …'],
    ['PASS hunter2', 'PASS …'],
    ['USER ann', 'USER …'],
    ['NOOP hunter2', 'NOOP …'],
    ['NOOP fourport-healthcheck', 'NOOP fourport-healthcheck'],
    ['NOOP fourport-healthcheck hunter2', 'NOOP …'],
    ['EHLO a.test hunter2', 'EHLO a.test …'],
    ['MAIL hunter2', 'MAIL …'],
    ['MAIL FROM:hunter2', 'MAIL FROM:…'],
    ['MAIL FROM:"hunter2 & Co" <ann@app.example>', 'MAIL FROM:… <ann@app.example>'],
    ['RCPT TO:<"hunter2" <ann@app.example>>', 'RCPT TO:<… <ann@app.example>'],
    ['MAIL FROM:<a@b.test> AUTH=<ann>', 'MAIL FROM:<a@b.test> AUTH=…'],
    ['MAIL FROM:<a@b.test> SIZE=1 hunter2 SIZE=2', 'MAIL FROM:<a@b.test> SIZE=1 …'],
    ['AGFubgBodW50ZXIy', '…'],
    ['hunter2', '…'],
    ['*', '…'],
    ['', '…'],
    ['EHLO AGFubgBodW50ZXIy', 'EHLO …'],
    ['GET /?user=ann&password=hunter2 HTTP/1.1', 'GET … HTTP/1.1'],
    ['GET http://ann:hunter2@a.test/ HTTP/1.1', 'GET … HTTP/1.1'],
    ['Authorization: Basic YW5uOmh1bnRlcjI=', '…'],
  ])('%j as %j', (line, shown) => {
    expect(redactCommand(line)).toBe(shown)
  })

  it('control and direction characters by their numbers, and no more than 512 characters', () => {
    expect(redactCommand('RCPT TO:<a\x1b[2J\0\u202e@b.test>')).toBe(
      'RCPT TO:<a\\x1b[2J\\x00\\u{202e}@b.test>',
    )
    const long = redactCommand(`MAIL FROM:<${'a'.repeat(600)}@b.test>`)
    expect(long).toHaveLength(512)
    expect(long.endsWith('…')).toBe(true)
    expect(redactCommand('x'.repeat(1_000_000))).toBe('…')
  })
})

describe('redactText', () => {
  it.each([
    ['hello, is this a mail server?', 'hello, is this a mail server?'],
    ['SSH-2.0-OpenSSH_9.6', 'SSH-2.0-OpenSSH_9.6'],
    ['an authenticated connection', 'an authenticated connection'],
    ['then AUTH PLAIN AGFubgBodW50ZXIy', 'then AUTH …'],
    ['EHLO a.test', 'EHLO a.test'],
    ['PASS hunter2', 'PASS …'],
    ['Authorization: Basic YW5uOmh1bnRlcjI=', 'Authorization: …'],
    ['my password = hunter2', 'my password = …'],
    ['YW5uOmh1bnRlcjI=', '…'],
    ['a\x07b', 'a\\x07b'],
  ])('%j as %j', (line, shown) => {
    expect(redactText(line)).toBe(shown)
  })
})

/** Every spelling clients and attackers were seen to use, and the places a careless one puts a login. */
const spellings: readonly ((user: string, secret: string) => string)[] = [
  (user, secret) => `AUTH PLAIN ${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => `auth plain ${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => `AUTH\tPLAIN\t${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => ` \t AUTH  PLAIN  ${base64(`\0${user}\0${secret}`)}  `,
  (user, secret) => `AUTHPLAIN ${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => `AUTH PLAIN${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => `AUTH PLAIN=${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => `AUTH\0PLAIN ${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => `AUTH ${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => `AUTH PLAIN \0${user}\0${secret}`,
  (_user, secret) => `AUTH LOGIN ${secret}`,
  (_user, secret) => `AUTH LOGIN ${base64(secret)}`,
  (_user, secret) => `AUTH ${secret}`,
  (user, secret) => `AUTH XOAUTH2 ${base64(`user=${user}\x01auth=Bearer ${secret}\x01\x01`)}`,
  (user, secret) => `AUTHENTICATE PLAIN ${base64(`\0${user}\0${secret}`)}`,
]
const wrongPlaces: readonly ((user: string, secret: string) => string)[] = [
  (_user, secret) => base64(secret),
  (_user, secret) => `  ${base64(secret)}`,
  (_user, secret) => secret,
  (user, secret) => base64(`\0${user}\0${secret}`),
  (user, secret) => `LOGIN ${user} ${secret}`,
  (_user, secret) => `PASS ${secret}`,
  (_user, secret) => `pass\t${secret}`,
  (_user, secret) => `XYZZY ${secret}`,
  (_user, secret) => `NOOP ${base64(secret)}`,
  (_user, secret) => `HELP ${secret}`,
  (user, secret) => `NOOP AUTH PLAIN ${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => `EHLO a.test AUTH PLAIN ${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => `EHLO ${base64(`\0${user}\0${secret}`)}`,
  (user, secret) => `MAIL FROM:<a@b.test> AUTH PLAIN ${base64(`\0${user}\0${secret}`)}`,
  (_user, secret) => `MAIL FROM:<a@b.test> AUTH=${base64(secret)}`,
  (_user, secret) => `MAIL FROM:<a@b.test> SIZE=${secret}`,
  (_user, secret) => `MAIL FROM:<a@b.test> ${secret}`,
  (_user, secret) => `MAIL ${secret}`,
  (_user, secret) => `RCPT TO: ${secret}`,
  (user, secret) => `GET http://${user}:${secret}@a.test/ HTTP/1.0`,
  (user, secret) => `Authorization: Basic ${base64(`${user}:${secret}`)}`,
  (_user, secret) => `DATA${secret}`,
]

/** Blanks, `@` and angle brackets around it would make an address or two arguments of it; those forms are tables above. */
const secretText = fc
  .string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' })
  .filter((text) => !/[\s@]|^<.*>$/.test(text))
const userText = fc.constantFrom('ann', 'ann@a.test', 'user')

function expectHidden(output: string, line: string, secret: string): void {
  // Words the line has without the secret are no leak of it.
  const skeleton = line.split(secret).join('')
  for (const form of [secret, base64(secret).replace(/=+$/, '')]) {
    if (!skeleton.includes(form)) expect(output).not.toContain(form)
  }
  for (const [run] of line.matchAll(/[A-Za-z0-9+/]{12,}={0,2}/g)) expect(output).not.toContain(run)
  expect(output.length).toBeLessThanOrEqual(512)
}

describe('no secret survives, nor base64 of it', () => {
  it('in a command line', () => {
    const spelling = fc.constantFrom(...spellings, ...wrongPlaces)
    fc.assert(
      fc.property(
        spelling,
        userText,
        secretText,
        fc.constantFrom('', '\r\n', '\n'),
        (spell, user, secret, end) => {
          const line = spell(user, secret)
          expectHidden(redactCommand(line + end), line, secret)
        },
      ),
      { numRuns: 20_000 },
    )
  })

  it('in other text near AUTH', () => {
    const before = fc.constantFrom('', ' ', 'x ', '\t', '250 ok ', 'C: ', '>> ')
    fc.assert(
      fc.property(
        before,
        fc.constantFrom(...spellings),
        userText,
        secretText,
        (start, spell, user, secret) => {
          const line = start + spell(user, secret)
          expectHidden(redactText(line), line, secret)
        },
      ),
      { numRuns: 20_000 },
    )
  })
})
