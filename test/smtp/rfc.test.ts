import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { arrive, play, ways } from '../support/wire-script.ts'
import { rfcRows } from '../support/wire-scripts/rfc-rows.ts'

describe.each(ways)('on the %s port', (way) => {
  let server: EngineUnderTest
  beforeAll(async () => {
    server = await startEngine()
  })
  afterAll(() => server.engine.close())

  it.each(rfcRows)('RFC %s: %s', async (_section, _says, commands, replies) => {
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
