import { describe, expect, it } from 'vitest'
import { checkFault } from '../../src/faults/check-fault.ts'
import { faultFromText } from '../../src/faults/fault-text.ts'

const read: readonly (readonly [string, object])[] = [
  ['RCPT to=*@busy.test code=451 times=2', { at: 'RCPT', to: '*@busy.test', reply: { code: 451 }, times: 2 }],
  ['rcpt code=450', { at: 'RCPT', reply: { code: 450 } }],
  [
    '  DATA  code=554 enhanced=5.7.1 text="Not \\"here\\", please" ',
    { at: 'DATA', reply: { code: 554, enhanced: '5.7.1', text: 'Not "here", please' } },
  ],
  ['MAIL from= code=550 enhanced=none', { at: 'MAIL', from: '', reply: { code: 550, enhanced: null } }],
  ['dot delay=1.5s cut=rst', { at: 'dot', delayMs: 1500, cut: 'rst' }],
  ['RCPT greylist=5m code=451', { at: 'RCPT', greylistMs: 300_000, reply: { code: 451 } }],
  [
    'EHLO ehlo.drop=STARTTLS ehlo.drop=AUTH ehlo.add="AUTH PLAIN" ehlo.lowerCase',
    { at: 'EHLO', ehlo: { drop: ['STARTTLS', 'AUTH'], add: ['AUTH PLAIN'], lowerCase: true } },
  ],
  [
    'greeting pace.bytes=1 pace.every=10ms secure=false',
    { at: 'greeting', pace: { bytes: 1, everyMs: 10 }, secure: false },
  ],
  ['STARTTLS injected="250 a\\r\\n250 b\\r\\n"', { at: 'STARTTLS', injected: '250 a\r\n250 b\r\n' }],
  ['MAIL code=451 text=one text="and two"', { at: 'MAIL', reply: { code: 451, text: ['one', 'and two'] } }],
  ['MAIL secure code=451', { at: 'MAIL', secure: true, reply: { code: 451 } }],
  ['MAIL code=451 text="one, two"', { at: 'MAIL', reply: { code: 451, text: 'one, two' } }],
  ['MAIL probability=12.5 cut=fin', { at: 'MAIL', probability: 12.5, cut: 'fin' }],
]

const refused: readonly (readonly [string, RegExp])[] = [
  ['', /^fault: it begins with ""; expected one of "connect", "greeting"/],
  ['RCTP code=451', /begins with "RCTP"; .* Did you mean RCPT\?$/],
  ['rctp:code=451', /begins with "rctp:code"; .* Did you mean RCPT\?$/],
  ['code=451', /begins with "code"; expected one of/],
  ['RCPT cod=451', /^fault: there is no "cod"; there are to, from, .*code, .* Did you mean code\?$/],
  ['RCPT reply.code=451', /no "reply\.code"; .* Did you mean code\?$/],
  ['RCPT delayMs=5', /no "delayMs"; .* Did you mean delay\?$/],
  ['RCPT delay=5', /delay is "5"; expected a time with its unit, such as 500ms/],
  ['RCPT delay=2h', /delay is "2h"; expected .* 5m, at most 1 hour\.$/],
  ['RCPT code=many', /^fault: code is "many"; expected a whole number from 200 to 599\.$/],
  ['RCPT times=-1', /times is "-1"; expected a whole number from 1 to/],
  ['RCPT cut=rest', /cut is "rest"; expected fin or rst \(did you mean rst\?\)\.$/],
  ['RCPT code', /code has no value; expected code=…/],
  ['RCPT code=451 code=452', /code is given twice/],
  ['RCPT text="never ends code=1', /"text=\\"never ends code=1" cannot be read; expected words such as/],
  ['RCPT code=451 text="a\\x"', /cannot be read\.$/],
]

describe('a fault as text', () => {
  it.each(read)('%s', (text, fault) => {
    expect(faultFromText(text)).toEqual(fault)
    expect(() => checkFault(fault, { listeners: ['relay'], hasInbox: () => false })).not.toThrow()
  })

  it.each(refused)('that cannot be read is refused: %s', (text, words) => {
    expect(() => faultFromText(text)).toThrow(words)
    expect(() => faultFromText(text)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }))
  })
})
