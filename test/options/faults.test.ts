import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/index.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { commandLine, environment } from '../../src/options/source.ts'

const faultsOf = async (source: string, faults: unknown): Promise<readonly unknown[]> =>
  (await resolveOptions([{ source, values: { faults } }], 'command')).faults

const busy = { at: 'RCPT', to: '*@busy.test', reply: { code: 451 } }

describe('faults from the start', () => {
  it.each([
    [commandLine, ['RCPT to=*@busy.test code=451', 'MAIL cut=fin'], [busy, { at: 'MAIL', cut: 'fin' }]],
    [
      environment,
      'RCPT to=*@busy.test code=451, MAIL code=452 text="a, b"',
      [busy, { at: 'MAIL', reply: { code: 452, text: 'a, b' } }],
    ],
    ['fourport.config.json', [busy, 'MAIL cut=fin'], [busy, { at: 'MAIL', cut: 'fin' }]],
    [environment, '', []],
  ])('are read from the %s', async (source, given, expected) => {
    expect(await faultsOf(source, given)).toEqual(expected)
  })

  it.each([
    [
      commandLine,
      ['RCPT cod=451'],
      /^--fault: "RCPT cod=451": fault: there is no "cod".* Did you mean code\?$/,
    ],
    [commandLine, ['RCPT code=99'], /^--fault: "RCPT code=99": fault: code is "99"; expected a whole/],
    [commandLine, ['RCPT'], /^--fault: "RCPT": fault: \{ at: 'RCPT' \} does nothing/],
    [environment, 'MAIL to=a@b.test code=550', /^FOURPORT_FAULTS: "MAIL to=.*to is not known at MAIL/],
    ['a.json', [busy, { at: 'RCPT', replay: 1 }], /^faults\[1\] in a\.json: fault has no option "replay"/],
    ['startServer() option', [5], /^startServer\(\) option faults\[0\]: fault was given 5; expected a fault/],
    [commandLine, ['RCPT inbox=i1 code=451'], /inbox is "i1"; expected the id of an existing inbox/],
  ])('that could not fire are refused: %s %j', async (source, given, words) => {
    await expect(faultsOf(source, given)).rejects.toThrow(words)
  })

  it('of a listener that there is not are refused, when it is known which there are', async () => {
    const values = { faults: ['RCPT code=451 listener=smtp'], listeners: ['dev=relay:1025'] }
    const layers = [{ source: commandLine, values }]
    await expect(resolveOptions(layers, 'command')).rejects.toThrow(
      expect.objectContaining({
        code: 'OPTION_CONFLICT',
        message: '--fault names the listener "smtp", which does not exist.',
        help: expect.stringMatching(/relay, smtps, submission, submission-alt, dev.* Did you mean smtps\?$/),
      }),
    )
    const off = { faults: ['RCPT code=451 listener=smtps'], ports: { smtps: 'off' } }
    await expect(resolveOptions([{ source: 'a.json', values: off }], 'command')).rejects.toThrow(
      'faults[0] in a.json names the listener "smtps", which does not exist.',
    )
  })

  it('are set before the first client comes', async () => {
    await using server = await startServer({ faults: [{ at: 'greeting', times: 1, reply: { code: 421 } }] })
    const transport = createTransport(server.ports.relay.nodemailer)
    await expect(transport.verify()).rejects.toMatchObject({ responseCode: 421 })
    expect(await server.faults()).toMatchObject([{ id: 'f1', fired: 1, state: 'over' }])
  })
})
