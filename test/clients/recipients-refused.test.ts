import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startServer, type ServerOptions } from '../../src/index.ts'
import type { ApiMessage } from '../../src/model/api.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { nodemailerClient } from '../support/clients/nodemailer.ts'
import { sampleMessage } from '../support/clients/sample-message.ts'
import { smtplibClient } from '../support/clients/smtplib.ts'
import { Wire } from '../support/wire.ts'

const certs = mkdtempSync(join(tmpdir(), 'fourport-recipients-'))
afterAll(() => rmSync(certs, { recursive: true, force: true }))

const from = 'ann@app.example'
const good = ['bob@app.example', 'cyd@app.example']
const bad = 'bob@app..example'

const clients = [
  [nodemailerClient, /`info\.rejected`/],
  [smtplibClient, /`sendmail\(\)`/],
] as const

describe.each(clients.map((one) => [one[0].name, ...one] as const))('%s', (_name, client, reported) => {
  test.skipIf(client.missing() !== null)(
    'one of three is refused, and the client says it is sent',
    async () => {
      await using server = await startServer({ certs })
      const to = [good[0]!, bad, good[1]!]
      const result = await client.send({
        host: 'localhost',
        port: server.ports.submission.port,
        tls: 'starttls',
        verify: true,
        caFile: server.ca.file,
        from,
        to,
        message: sampleMessage(from, to, 'three'),
      })
      expect(result, result.output).toMatchObject({ ok: true })
      const [session] = await endedSessions(server)
      const [message] = await server.messages()
      const verdict = await server.verdict(session!)
      expect(verdict.outcome).toBe('findings')
      expect(verdict.findings).toMatchObject([
        { id: 'recipients-refused', severity: 'warning', confidence: 'certain', messages: [message!.id] },
      ])
      const [finding] = verdict.findings
      expect(finding?.saw.replace(/rcpt to/i, 'RCPT TO')).toBe(
        `1 of 3 recipients was refused, at "RCPT TO:<${bad}>" with 501 5.1.3, and the mail went to the other 2.`,
      )
      expect(finding?.why).toMatch(reported)
    },
  )
})

/** Sends one message to these. */
async function sendsTo(options: ServerOptions, ...portions: readonly (readonly string[])[]) {
  await using server = await startServer({ certs, ...options })
  const wire = await Wire.open(server.ports.relay)
  await wire.reply()
  await wire.command('EHLO app.example')
  for (const recipients of portions) {
    await wire.command(`MAIL FROM:<${from}>`)
    for (const recipient of recipients) await wire.command(`RCPT TO:<${recipient}>`)
    await wire.command('DATA')
    await wire.command(
      `From: ${from}\r\nTo: ${recipients.join(', ')}\r\nSubject: Hi\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <1@app.example>\r\n\r\nHi\r\n.`,
    )
  }
  wire.write('QUIT\r\n')
  await wire.rest()
  const [session] = await endedSessions(server)
  return (await server.verdict(session!)).findings
}

test('over the limit of recipients: those left over, unless they are sent to next', async () => {
  const all = ['a@x.test', 'b@x.test', 'c@x.test']
  const [finding] = await sendsTo({ maxRecipients: 2 }, all)
  expect(finding).toMatchObject({ id: 'recipients-refused', severity: 'warning' })
  expect(finding?.fix).toMatch(/in a transaction of their own .*--max-recipients/)
  expect(await sendsTo({ maxRecipients: 2 }, all, ['c@x.test'])).toEqual([])
})

test('a message that goes to all of its recipients is not blamed for another one', async () => {
  const findings = await sendsTo({}, [good[0]!], [good[1]!, bad])
  expect(findings).toMatchObject([{ id: 'recipients-refused', messages: [expect.any(String)] }])
})

test('the message says it over HTTP, while its session is open and after', async () => {
  await using server = await startServer({ certs, http: 0 })
  const wire = await Wire.open(server.ports.relay)
  await wire.reply()
  for (const line of [
    'EHLO app.example',
    `MAIL FROM:<${from}>`,
    `RCPT TO:<${good[0]}>`,
    `RCPT TO:<${bad}>`,
    'DATA',
  ])
    await wire.command(line)
  await wire.command(`From: ${from}\r\n\r\nHi\r\n.`)
  const [message] = await server.messages()
  const read = async (): Promise<ApiMessage> =>
    (await fetch(new URL(`/api/messages/${message!.id}`, server.http!.url))).json() as Promise<ApiMessage>
  const findings = expect.arrayContaining([
    expect.objectContaining({ id: 'recipients-refused', severity: 'warning' }),
  ])
  expect(await read()).toMatchObject({ findings })
  wire.write('QUIT\r\n')
  await wire.rest()
  await endedSessions(server)
  expect(await read()).toMatchObject({ findings })
})
