import { afterAll, beforeAll, expect } from 'vitest'
import { startServer, type FourportServer } from '../../src/index.ts'
import { requestAsIs } from '../http/support/request.ts'
import { Wire } from '../support/wire.ts'
import { fuzz } from './support/fuzz.ts'
import { mutatedMail } from './support/mail-mutations.ts'
import { routesThatShow } from './support/routes-that-show.ts'

let server: FourportServer
const errors: unknown[] = []
beforeAll(async () => {
  server = await startServer({ http: 0, maxMessages: 50 })
  server.on('error', (error) => errors.push(error))
})
afterAll(async () => {
  await server.close()
  expect(errors).toEqual([])
})

fuzz('a mutated message, over SMTP and read by every route', 25, mutatedMail, async (mail) => {
  const id = await deliver(mail)
  const message = (await server.messages()).find((one) => one.id === id)
  expect(Buffer.from((await message?.raw()) ?? [])).toEqual(normalised(mail))
  const port = server.http?.port ?? 0
  for (const path of routesThatShow(id)) {
    const { status, body } = await requestAsIs(port, { path })
    expect([path, status, status >= 500 ? body.slice(0, 300) : '']).toSatisfy(
      ([, code]: [string, number]) => code < 500,
    )
  }
  expect((await requestAsIs(port, { path: '/livez' })).status).toBe(200)
})

/** The same octets as one message of SMTP: with CRLF before the dot. Bare CR and LF stay as they are. */
function normalised(mail: Buffer): Buffer {
  return mail.length === 0 || mail.subarray(-2).toString('latin1') === '\r\n'
    ? mail
    : Buffer.concat([mail, Buffer.from('\r\n')])
}

/** Resolves with the id of the message. */
async function deliver(mail: Buffer): Promise<string> {
  const wire = await Wire.open(server.ports.relay)
  await wire.reply()
  await wire.command('EHLO fuzz.test')
  await wire.command('MAIL FROM:<a@x.test>')
  await wire.command('RCPT TO:<b@x.test>')
  await wire.command('DATA')
  const text = normalised(mail).toString('latin1')
  // RFC 5321 §4.5.2. A line begins after CRLF alone: a dot after a bare LF or CR is content.
  const stuffed = text.replace(/(^|\r\n)\./g, '$1..')
  await wire.writeCut(Buffer.from(`${stuffed}.\r\n`, 'latin1'), 'at-once')
  const reply = await wire.reply()
  wire.destroy()
  const kept = /^250 2\.6\.0 Message kept as (\S+)/.exec(reply)
  if (kept?.[1] === undefined) throw new Error(`The message was answered ${JSON.stringify(reply)}`)
  return kept[1]
}
