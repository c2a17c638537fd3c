import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startServer, type Finding } from '../../src/index.ts'
import type { MailClient } from '../support/clients/client.ts'
import { curlClient } from '../support/clients/curl.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { smtplibClient } from '../support/clients/smtplib.ts'
import { Wire } from '../support/wire.ts'

const certs = mkdtempSync(join(tmpdir(), 'fourport-lines-'))
afterAll(() => rmSync(certs, { recursive: true, force: true }))

const header = [
  'From: ann@app.example',
  'Date: Tue, 14 Nov 2023 22:13:20 +0000',
  'Message-ID: <1@app.example>',
]
const message = (lineEnd: string): Buffer => Buffer.from([...header, '', 'one', 'two', ''].join(lineEnd))

/** What is said of a client that is given these bytes. */
async function findingsOf(client: MailClient, content: Buffer): Promise<readonly Finding[]> {
  await using server = await startServer({ certs })
  const result = await client.send({
    host: 'localhost',
    port: server.ports.relay.port,
    tls: 'none',
    verify: true,
    caFile: null,
    from: 'ann@app.example',
    to: ['bob@app.example'],
    message: content,
  })
  expect(result, result.output).toMatchObject({ ok: true })
  const [session] = await endedSessions(server)
  return (await server.verdict(session!)).findings
}

test.skipIf(smtplibClient.missing() !== null)('smtplib is told what it does with bytes', async () => {
  const [finding] = await findingsOf(smtplibClient, message('\n'))
  expect(finding).toMatchObject({ id: 'bare-lf', client: { library: 'smtplib' } })
  expect(finding?.fix).toMatch(/^smtplib sends bytes as they are: .*email\.policy\.SMTP/)
})

test.skipIf(curlClient.missing() !== null)('curl is told of --crlf', async () => {
  const [finding] = await findingsOf(curlClient, message('\n'))
  expect(finding).toMatchObject({ id: 'bare-lf', client: { library: 'curl' } })
  expect(finding?.fix).toMatch(/^Give curl --crlf/)
})

test.skipIf(smtplibClient.missing() !== null)('CR CR LF is told as a double conversion', async () => {
  const [finding] = await findingsOf(smtplibClient, message('\r\r\n'))
  expect(finding).toMatchObject({ id: 'bare-lf', saw: 'In the message, 6 lines ended in CR CR LF.' })
  expect(finding?.why).toMatch(/LF was turned into CRLF once more/)
  expect(finding?.fix).not.toContain('smtplib')
})

/** As from a header made by a program and a text from a file. */
const mixed = Buffer.concat([message('\r\n'), Buffer.from('three\nfour\n')])

test.skipIf(smtplibClient.missing() !== null)('smtplib given bytes that end in two ways', async () => {
  const [finding, ...more] = await findingsOf(smtplibClient, mixed)
  expect(finding).toMatchObject({
    id: 'mixed-line-ends',
    saw: 'In the message, 2 lines ended in LF alone, and the others in CRLF; the first that differs from the ones before is line 7.',
  })
  expect(finding?.fix).toMatch(/^smtplib sends bytes as they are/)
  expect(more.map(({ id }) => id)).not.toContain('bare-lf')
})

test.skipIf(curlClient.missing() !== null)('curl given a file that ends in two ways', async () => {
  const [finding] = await findingsOf(curlClient, mixed)
  expect(finding).toMatchObject({ id: 'mixed-line-ends', client: { library: 'curl' } })
  expect(finding?.fix).toMatch(/unix2dos/)
})

test('a client that nobody knows is told of no other one', async () => {
  await using server = await startServer({ certs })
  const wire = await Wire.open(server.ports.relay)
  await wire.reply()
  for (const line of ['EHLO app.example', 'MAIL FROM:<a@x.test>', 'RCPT TO:<b@x.test>', 'DATA'])
    await wire.command(line)
  await wire.command(`${header.join('\r\n')}\r\n\r\none\ntwo\rthree\r\n.`)
  wire.write('QUIT\r\n')
  await wire.rest()
  const [session] = await endedSessions(server)
  const [finding] = (await server.verdict(session!)).findings
  expect(finding).toMatchObject({
    id: 'mixed-line-ends',
    saw: 'In the message, 1 line ended in LF alone and 1 in CR alone; the first that differs from the ones before is line 5.',
  })
  expect(finding?.fix).not.toMatch(/smtplib|curl/)
})
