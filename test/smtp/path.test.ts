import { describe, expect, it } from 'vitest'
import { parsePath } from '../../src/protocol/path.ts'

const allowed = { utf8: false, auth: false }

describe('MAIL and RCPT, taken apart', () => {
  const good: readonly (readonly ['MAIL' | 'RCPT', string, string, Record<string, string | true>])[] = [
    ['MAIL', 'MAIL FROM:<a@x.test>', 'a@x.test', {}],
    ['MAIL', 'mail from: <a@x.test>  ', 'a@x.test', {}],
    ['MAIL', 'MAIL FROM:<>', '', {}],
    ['MAIL', 'MAIL FROM:<a@x.test> size=10 Body=8BITMIME', 'a@x.test', { SIZE: '10', BODY: '8BITMIME' }],
    ['MAIL', 'MAIL FROM:<ü@x.test> SMTPUTF8', 'ü@x.test', { SMTPUTF8: true }],
    ['MAIL', 'MAIL FROM:<a@x.test> ENVID=a+2Bb+3Dc', 'a@x.test', { ENVID: 'a+b=c' }],
    ['MAIL', `MAIL FROM:<a@x.test> ENVID=${'x'.repeat(100)}`, 'a@x.test', { ENVID: 'x'.repeat(100) }],
    ['RCPT', 'RCPT TO:<b@x.test> ORCPT=utf-8;b@bü.test', 'b@x.test', { ORCPT: 'utf-8;b@bü.test' }],
    ['MAIL', 'MAIL FROM:<"a b>\\"c"@x.test>', '"a b>\\"c"@x.test', {}],
    ['MAIL', 'MAIL FROM:<a@xn--mller-kva.test>', 'a@xn--mller-kva.test', {}],
    ['MAIL', "MAIL FROM:<o'neil+tag/x=y@x.test>", "o'neil+tag/x=y@x.test", {}],
    ['RCPT', 'RCPT TO:<b@my_service>', 'b@my_service', {}],
    ['RCPT', 'RCPT TO:<B@X.Test> NOTIFY=NEVER', 'B@X.Test', { NOTIFY: 'NEVER' }],
    ['RCPT', 'RCPT TO:<b@x.test> ORCPT=rfc822;b+40x.test', 'b@x.test', { ORCPT: 'rfc822;b@x.test' }],
    ['RCPT', 'RCPT TO:<@a.test,@b.test:c@x.test>', 'c@x.test', {}],
    ['RCPT', 'RCPT TO:<POSTMASTER>', 'POSTMASTER', {}],
  ]
  it.each(good)('%s: %s', (verb, line, address, args) => {
    const parsed = parsePath(verb, line, allowed)
    expect(parsed).toMatchObject({ address })
    expect({ ...('args' in parsed ? parsed.args : {}) }).toEqual(args)
  })

  const bad: readonly (readonly ['MAIL' | 'RCPT', string, number])[] = [
    ['MAIL', 'MAIL', 501],
    ['MAIL', 'MAIL FROM', 501],
    ['MAIL', 'MAIL TO:<a@x.test>', 501],
    ['MAIL', 'MAIL FROM:<a@x.test', 501],
    ['MAIL', 'MAIL FROM:<a@x.test>SIZE=1', 501],
    ['MAIL', 'MAIL FROM:<a@x.test>> SIZE=1', 501],
    ['MAIL', 'MAIL FROM:<a>', 501],
    ['MAIL', 'MAIL FROM:<@x.test>', 501],
    ['MAIL', 'MAIL FROM:<a@>', 501],
    ['MAIL', 'MAIL FROM:<a@-x.test>', 501],
    ['MAIL', 'MAIL FROM:<a@x..test>', 501],
    ['MAIL', 'MAIL FROM:<a@[300.1.1.1]>', 501],
    ['MAIL', 'MAIL FROM:<a b@x.test>', 501],
    ['MAIL', 'MAIL FROM:<"a@x.test>', 501],
    ['MAIL', 'MAIL FROM:<a\u0000@x.test>', 501],
    ['MAIL', 'MAIL FROM:<a\u200b@x.test> SMTPUTF8', 501],
    ['MAIL', 'MAIL FROM:<a@x.test>\rRCPT TO:<b@x.test>', 501],
    ['MAIL', 'MAIL FROM:<a@x.test> =1', 501],
    ['MAIL', 'MAIL FROM:<a@x.test> AUTH=<>', 555],
    ['MAIL', 'MAIL FROM:<a@x.test> __proto__=1', 501],
    ['MAIL', 'MAIL FROM:<a@x.test> NOTIFY=NEVER', 555],
    ['MAIL', `MAIL FROM:<a@x.test> ENVID=${'x'.repeat(101)}`, 501],
    ['MAIL', 'MAIL FROM:<a@x.test> ENVID=a=b', 501],
    ['MAIL', 'MAIL FROM:<a@x.test> ENVID=a+b', 501],
    ['MAIL', 'MAIL FROM:<a@x.test> ENVID=a+2b', 501],
    ['MAIL', 'MAIL FROM:<a@x.test> ENVID=ü', 501],
    ['RCPT', 'RCPT TO:<b@x.test> ORCPT=b@x.test', 501],
    ['RCPT', 'RCPT TO:<b@x.test> ORCPT=rfc822;b+4', 501],
    ['RCPT', `RCPT TO:<b@x.test> ORCPT=rfc822;${'b'.repeat(500)}`, 501],
    ['RCPT', 'RCPT TO:<>', 501],
    ['RCPT', 'RCPT TO:<root>', 501],
    ['RCPT', 'RCPT TO:<b@x.test> SIZE=1', 555],
    ['RCPT', 'RCPT TO:<ü@x.test>', 553],
  ]
  it.each(bad)('%s: %j is refused with %i', (verb, line, code) => {
    expect(parsePath(verb, line, allowed)).toMatchObject({ code })
  })

  it('AUTH= is taken where AUTH is offered (RFC 4954 section 5)', () => {
    expect(parsePath('MAIL', 'MAIL FROM:<a@x.test> AUTH=<>', { utf8: false, auth: true })).toMatchObject({
      address: 'a@x.test',
    })
  })

  it('a parameter twice is told', () => {
    expect(parsePath('MAIL', 'MAIL FROM:<a@x.test> RET=FULL ret=HDRS', allowed)).toMatchObject({
      duplicate: 'RET',
    })
  })

  it('long lines of blanks and quotes are answered too', () => {
    const blanks = ' '.repeat(16_000)
    expect(parsePath('MAIL', `MAIL FROM:<a@x.test>${blanks}x${blanks}x`, allowed)).toMatchObject({
      code: 555,
    })
    expect(parsePath('MAIL', `MAIL FROM:<${'"'.repeat(16_001)}`, allowed)).toMatchObject({ code: 501 })
  })
})
