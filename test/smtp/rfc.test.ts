import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { arrive, play, ways } from '../support/wire-script.ts'

/** What RFCs ask of single commands: section, what it says, commands after EHLO, how the replies begin. */
const rows: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['5321 4.1.1.1', 'EHLO needs an argument', ['EHLO'], ['501 5.5.4']],
  ['5321 4.1.1.1', 'HELO needs an argument', ['HELO'], ['501 5.5.4']],
  ['5321 4.1.3', 'EHLO takes an IPv4 literal', ['EHLO [127.0.0.1]'], ['250']],
  ['5321 4.1.3', 'EHLO takes an IPv6 literal', ['EHLO [IPv6:::1]'], ['250']],
  ['5321 2.4', 'verbs have no case', ['mAiL fRoM:<>', 'rCpT tO:<a@b.test>'], ['250', '250']],
  ['5321 4.1.1.3', 'Postmaster needs no domain', ['MAIL FROM:<>', 'RCPT TO:<Postmaster>'], ['250', '250']],
  ['5321 C', 'a source route is ignored', ['MAIL FROM:<>', 'RCPT TO:<@r.test:b@x.test>'], ['250', '250']],
  ['5321 4.1.1.3', 'an empty forward-path is refused', ['MAIL FROM:<>', 'RCPT TO:<>'], ['250', '501 5.1.3']],
  ['5321 4.1.2', 'a path has angle brackets', ['MAIL FROM:a@x.test'], ['501 5.1.7']],
  ['5321 4.1.2', 'quoted local part with blank', ['MAIL FROM:<"a b"@x.test>'], ['250']],
  ['5321 4.1.2', 'quoted local part with @', ['MAIL FROM:<"a@b"@x.test>'], ['250']],
  ['5321 4.1.2', 'quoted local part with >', ['MAIL FROM:<"a>b"@x.test>'], ['250']],
  ['5321 4.1.2', 'double dot', ['MAIL FROM:<a..b@x.test>'], ['501']],
  ['5321 4.1.3', 'domain literals', ['MAIL FROM:<a@[127.0.0.1]>', 'RCPT TO:<a@[IPv6:::1]>'], ['250', '250']],
  ['5321 4.5.3.1.1', 'local part of 64 octets', [`MAIL FROM:<${'a'.repeat(64)}@x.test>`], ['250']],
  [
    '5321 4.5.3.1.3',
    'path of 300 octets',
    [`MAIL FROM:<${'a'.repeat(60)}@${'x.'.repeat(120)}test>`],
    ['501'],
  ],
  ['5321 4.5.3.1.4', 'command line of 512 octets', [`NOOP ${'x'.repeat(505)}`], ['250']],
  ['5321 4.1.1.11', 'unknown MAIL parameter', ['MAIL FROM:<> FOO=1'], ['555 5.5.4']],
  [
    '5321 4.1.1.11',
    'unknown RCPT parameter',
    ['MAIL FROM:<>', 'RCPT TO:<a@x.test> FOO=1'],
    ['250', '555 5.5.4'],
  ],
  [
    '5321 4.1.1.4',
    'DATA takes no argument',
    ['MAIL FROM:<>', 'RCPT TO:<a@x.test>', 'DATA x'],
    ['250', '250', '501 5.5.4'],
  ],
  ['5321 4.1.1.5', 'RSET takes no argument', ['RSET x'], ['501 5.5.4']],
  ['5321 4.1.1.10', 'QUIT takes no argument', ['QUIT now', 'NOOP'], ['501 5.5.4', '250']],
  ['5321 4.1.1.9', 'NOOP ignores its argument, and blanks', ['NOOP hi', 'NOOP  '], ['250', '250']],
  ['5321 4.1.1.8', 'HELP', ['HELP'], ['214']],
  ['5321 3.5.3', 'VRFY does not tell', ['VRFY b'], ['252 2.0.0']],
  ['5321 3.5.2', 'EXPN is not implemented', ['EXPN list'], ['502 5.5.1']],
  ['5321 4.2.4', 'unknown verb', ['XYZZY'], ['500 5.5.2']],
  ['5321 4.2.4', 'jokes of sendmail', ['WIZ x', 'SHELL', 'KILL'], ['500', '500', '500']],
  ['5321 4.2.4', 'names of object members', ['__proto__', 'constructor', 'toString'], ['500', '500', '500']],
  ['5321 2.3.8', 'NUL in a command', ['NO\\0OP'], ['500']],
  ['1870 6.1', 'SIZE over the limit', ['MAIL FROM:<> SIZE=99999999999'], ['552 5.3.4 Message larger']],
  ['1870 6', 'bad SIZE', ['MAIL FROM:<> SIZE=abc'], ['501']],
  ['6152 2', 'BODY', ['MAIL FROM:<> BODY=8BITMIME'], ['250']],
  ['6152 2', 'bad BODY', ['MAIL FROM:<> BODY=FOO'], ['501']],
  ['3030 3', 'BINARYMIME is not offered', ['MAIL FROM:<> BODY=BINARYMIME'], ['501']],
  ['3030 2', 'CHUNKING is not offered', ['BDAT 3 LAST'], ['502 5.5.1']],
  ['6531 3.4', 'UTF-8 mailbox with SMTPUTF8', ['MAIL FROM:<\\xc3\\xbc@x.test> SMTPUTF8'], ['250']],
  ['6531 3.5', 'UTF-8 mailbox without', ['MAIL FROM:<\\xc3\\xbc@x.test>'], ['553 5.6.7']],
  [
    '6531 3.5',
    'UTF-8 recipient, MAIL without',
    ['MAIL FROM:<>', 'RCPT TO:<\\xc3\\xbc@x.test>'],
    ['250', '553 5.6.7'],
  ],
  ['6531 3.3', 'bytes that are no UTF-8', ['MAIL FROM:<\\xff@x.test> SMTPUTF8'], ['501 5.5.2']],
  ['6531 3.4', 'SMTPUTF8 takes no value', ['MAIL FROM:<> SMTPUTF8=1'], ['501']],
  ['3461 4.1', 'NOTIFY', ['MAIL FROM:<>', 'RCPT TO:<a@x.test> NOTIFY=SUCCESS,FAILURE'], ['250', '250']],
  [
    '3461 4.1',
    'NEVER stands alone',
    ['MAIL FROM:<>', 'RCPT TO:<a@x.test> NOTIFY=NEVER,SUCCESS'],
    ['250', '501'],
  ],
  ['3461 4.3', 'RET', ['MAIL FROM:<> RET=ALL', 'MAIL FROM:<> RET=HDRS'], ['501', '250']],
  ['3461 4', 'a parameter twice', ['MAIL FROM:<> RET=FULL RET=HDRS'], ['501']],
  ['3461 4.4', 'control characters in xtext', ['MAIL FROM:<> ENVID=a+0D+0Ab'], ['501 5.5.4']],
  ['8689 2', 'REQUIRETLS is not offered', ['MAIL FROM:<> REQUIRETLS'], ['555']],
]

describe.each(ways)('on the %s port', (way) => {
  let server: EngineUnderTest
  beforeAll(async () => {
    server = await startEngine()
  })
  afterAll(() => server.engine.close())

  it.each(rows)('RFC %s: %s', async (_section, _says, commands, replies) => {
    const wire = await arrive(server, way)
    const script = commands.map((command, index) => `C: ${command}\nS: ${replies[index]}`).join('\n')
    await play(wire, `C: EHLO client.test\nS: 250\n${script}`, 'by-line')
    wire.end()
  })

  it('RFC 2034 3: every 2xx, 4xx and 5xx reply after EHLO has an enhanced code of its class', async () => {
    const wire = await arrive(server, way)
    await wire.command('EHLO client.test')
    for (const line of [
      'NOOP',
      'RSET',
      'VRFY a',
      'HELP',
      'XYZZY',
      'EXPN a',
      'MAIL FROM:<a@x.test>',
      'RCPT TO:<b@x.test>',
      'QUIT',
    ]) {
      expect(await wire.command(line), line).toMatch(/^([245])\d\d \1\.\d+\.\d+ \S/)
    }
  })

  it('parameters of a refused MAIL do not reach the next one', async () => {
    const wire = await arrive(server, way)
    const before = server.messages.length
    await play(
      wire,
      `C: EHLO client.test
       S: 250
       C: MAIL FROM:<a@x.test> SMTPUTF8 ENVID=x RET=FULL SIZE=99999999999
       S: 552
       C: MAIL FROM:<a@x.test>
       S: 250
       C: RCPT TO:<\\xc3\\xbc@x.test>
       S: 553
       C: RCPT TO:<b@x.test> NOTIFY=NEVER
       S: 250
       C: DATA
       S: 354
       C: .
       S: 250`,
      'by-line',
    )
    expect(server.messages[before]?.envelope).toEqual({
      mailFrom: 'a@x.test',
      rcptTo: ['b@x.test'],
      mailParameters: {},
      rcptParameters: { 'b@x.test': { NOTIFY: 'NEVER' } },
    })
    wire.end()
  })
})
