import type { TLSSocket } from 'node:tls'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { startServer, type ServerPort } from '../../src/index.ts'
import { flawedCertificate } from '../support/flawed-certificate.ts'
import { systemClock } from '../../src/base/passed-in.ts'
import { Wire } from '../support/wire.ts'
import { everyOneWasLookedAt, serverUnderTest } from './eye.ts'

const send = (port: ServerPort): Promise<unknown> =>
  createTransport(port.nodemailer).sendMail({
    from: 'a@x.test',
    to: 'b@x.test',
    subject: 'Hello',
    text: 'Hello',
  })

const refused = { code: 'ESOCKET' }

describe('a scenario on a listener', () => {
  it('is met by the connections to come, and by no listener else, and is off again', async () => {
    await using server = await startServer()
    const { submission, submissionAlt } = server.ports
    const scenario = await server.scenario('cert-expired', { listener: 'submission' })
    expect(scenario).toMatchObject({ name: 'cert-expired', listener: 'submission' })
    await expect(send(submission)).rejects.toMatchObject(refused)
    await send(submissionAlt)
    await scenario.off()
    await scenario.off()
    await send(submission)
  })

  it('leaves the connections that are open as they are', async () => {
    await using server = await startServer()
    const { submission } = server.ports
    const open = await Wire.open(submission)
    await open.reply()
    await using _ = await server.scenario('starttls-absent', { listener: 'submission' })
    await open.command('EHLO client.test')
    expect(await open.command('STARTTLS')).toMatch(/^220 /)
    const later = await Wire.open(submission)
    await later.reply()
    expect(await later.command('EHLO client.test')).not.toMatch(/STARTTLS/)
    expect(await later.command('STARTTLS')).toMatch(/^502 /)
  })

  it('gives way to another, and comes back when that is off', async () => {
    await using server = await startServer()
    const { submission } = server.ports
    const first = await server.scenario('cert-wrong-host', { listener: 'submission' })
    {
      await using _ = await server.scenario('good', { listener: 'submission' })
      await send(submission)
      // Not its turn: what is on the listener now is another's.
      await first.off()
      await send(submission)
    }
    await expect(send(submission)).rejects.toMatchObject(refused)
    await first.off()
    await send(submission)
  })

  it('counts its faults anew each time, and leaves those of the server alone', async () => {
    await using server = await startServer()
    const { relay } = server.ports
    const fault = await server.fault({ at: 'MAIL', times: 1, reply: { code: 452 } })
    for (let round = 0; round < 2; round++) {
      await using _ = await server.scenario('mail-451-once', { listener: 'relay' })
      await expect(send(relay)).rejects.toMatchObject({ responseCode: 451 })
      if (round === 0) await expect(send(relay)).rejects.toMatchObject({ responseCode: 452 })
      await send(relay)
    }
    expect(await fault.fired()).toBe(1)
    const ids = (await server.sessions()).flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.kind === 'fault' ? [entry.id] : [])),
    )
    expect(ids).toEqual(['mail-451-once.1', fault.id, 'mail-451-once.1'])
  })

  it('is named by the records of its sessions, and nobody is blamed', async () => {
    await using server = await startServer()
    const scenario = await server.scenario('cert-unknown-ca', { listener: 'smtps' })
    await expect(send(server.ports.smtps)).rejects.toMatchObject(refused)
    await scenario.off()
    await send(server.ports.smtps)
    const named = (await server.sessions()).map((session) => session.scenario)
    expect(named).toEqual([
      { name: 'cert-unknown-ca', group: 'identity', title: 'a certificate from an unknown CA' },
      undefined,
    ])
    expect(await server.findings()).toEqual([])
  })

  it('may be that nobody listens; then somebody does again, at the same number', async () => {
    await using server = await serverUnderTest()
    const { relay } = server.ports
    const scenario = await server.scenario('port-refused', { listener: 'relay' })
    await expect(send(relay)).rejects.toThrow('ECONNREFUSED')
    await scenario.off()
    await send(relay)
  })
})

describe('from the start', () => {
  it('a listener has what the option names', async () => {
    await using server = await startServer({
      listeners: [{ name: 'dev', profile: 'relay', port: 0 }],
      scenarios: { submissionAlt: 'cert-expired', dev: 'port-refused' },
    })
    await expect(send(server.ports.submissionAlt)).rejects.toMatchObject(refused)
    await expect(send(server.listeners.find(({ name }) => name === 'dev') as ServerPort)).rejects.toThrow(
      'ECONNREFUSED',
    )
    await send(server.ports.submission)
  })

  it.each([
    [
      { scenarios: { submision: 'good' } },
      'OPTION_CONFLICT',
      /names the listener "submision", which does not exist/,
    ],
    [
      { scenarios: { submission: 'cert-expird' } },
      'OPTION_INVALID',
      /did you mean cert-expired\?.*got "cert-expird"/,
    ],
    [
      { scenarios: { relay: 'cert-expired' } },
      'OPTION_CONFLICT',
      /does not apply to relay, where TLS is "none"/,
    ],
    [{ scenarios: ['submission'] }, 'OPTION_INVALID', /LISTENER=NAME/],
  ])('%j is refused', async (options, code, message) => {
    const start = startServer(options as object)
    await expect(start).rejects.toMatchObject({ code, message: expect.stringMatching(message) as unknown })
  })

  it('a listener that is like none gets one to write', async () => {
    await expect(startServer({ scenarios: { foo: 'good' } })).rejects.toMatchObject({
      help: 'The listeners are relay, smtps, submission, submission-alt. Write, for example, submission in its place.',
    })
  })
})

describe('what cannot be is refused, and the listener is as it was', () => {
  it.each([
    [
      'cert-expird',
      { listener: 'submission' },
      'OPTION_INVALID',
      /no scenario "cert-expird"\. Did you mean cert-expired\?/,
    ],
    [undefined, { listener: 'submission' }, 'OPTION_INVALID', /no scenario undefined/],
    [
      'good',
      { listener: 'submision' },
      'OPTION_INVALID',
      /no listener "submision".*Did you mean submission\?/,
    ],
    ['good', {}, 'OPTION_INVALID', /listener is left out/],
    ['good', undefined, 'OPTION_INVALID', /scenario was given undefined/],
    ['good', { port: 'submission' }, 'OPTION_UNKNOWN', /no option "port"/],
    [
      'starttls-454',
      { listener: 'smtps' },
      'OPTION_CONFLICT',
      /does not apply to smtps, where TLS is "implicit"/,
    ],
  ])('%s on %j', async (name, where, code, message) => {
    await using server = await startServer()
    const put = server.scenario(name as string, where as { listener: string })
    await expect(put).rejects.toMatchObject({ code, message: expect.stringMatching(message) as unknown })
    await send(server.ports.submission)
  })

  it('with a certificate of your own only those that no CA has to sign', async () => {
    const { certificate, key } = await flawedCertificate('unknown-ca', systemClock)
    await using server = await startServer({ cert: certificate, key })
    await expect(server.scenario('cert-expired', { listener: 'smtps' })).rejects.toMatchObject({
      code: 'SCENARIO_UNAVAILABLE',
      message: expect.stringContaining('this server has one of your own') as unknown,
    })
    await using _ = await server.scenario('cert-self-signed', { listener: 'smtps' })
    const seen = await Wire.openTls(server.ports.smtps, { rejectUnauthorized: false })
    const shown = (seen.socket as TLSSocket).getPeerX509Certificate()
    expect(shown?.checkIssued(shown)).toBe(true)
    seen.socket.destroy()
  })
})

everyOneWasLookedAt('listener')
