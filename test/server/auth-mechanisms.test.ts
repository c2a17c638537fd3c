import { expect, test } from 'vitest'
import { startServer, type ServerOptions } from '../../src/index.ts'
import { Wire } from '../support/wire.ts'

async function offered(options: ServerOptions): Promise<string | undefined> {
  await using server = await startServer({ users: [{ user: 'ann', password: 'secret' }], ...options })
  const wire = await Wire.openTls(server.ports.smtps)
  await wire.reply()
  const ehlo = await wire.command('EHLO app.example')
  wire.destroy()
  return /^250.AUTH (.*?)\r?$/m.exec(ehlo)?.[1]
}

test('SCRAM-SHA-256-PLUS is offered on request, since some clients choose it and cannot do it', async () => {
  expect(await offered({})).toBe('PLAIN LOGIN CRAM-MD5 XOAUTH2 SCRAM-SHA-256 OAUTHBEARER')
  const all = 'PLAIN LOGIN CRAM-MD5 XOAUTH2 SCRAM-SHA-256 OAUTHBEARER SCRAM-SHA-256-PLUS'
  expect(await offered({ authMechanisms: ['modern'] })).toBe(all)
  expect(await offered({ authMechanisms: ['SCRAM-SHA-256-PLUS'] })).toBe('SCRAM-SHA-256-PLUS')
})
