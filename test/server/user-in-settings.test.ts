import { expect, it } from 'vitest'
import { startServer } from '../../src/index.ts'
import { call } from '../http/support/json-client.ts'
import { Wire } from '../support/wire.ts'

const users = [{ user: 'ann@shop.test', password: 'secret' }]

it('settings to copy name the user of the server for a client that named none', async () => {
  await using server = await startServer({ auth: 'required', users, http: 0 })
  const wire = await Wire.open(server.ports.submission)
  await wire.reply()
  await wire.command('EHLO client.test')
  expect(await wire.command('MAIL FROM:<a@client.test>')).toMatch(/^530/)
  await wire.command('QUIT')
  const finding = await server.waitForFinding({ id: 'starttls-not-used' })
  expect(finding.snippets[0]?.code).toContain('ann@shop.test')

  const [session] = await server.sessions()
  const { body } = await call(server.http!.url, 'GET', `/api/sessions/${session!.id}`)
  expect(body.fixes[finding.id].length).toBeGreaterThan(10)
  for (const { library, code } of body.fixes[finding.id])
    expect(code, library).toMatch(/ann(?:@|%40)shop\.test/)
})
