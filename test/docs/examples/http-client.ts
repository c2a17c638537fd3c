import { createTransport } from 'nodemailer'
import { startServer } from 'fourport'
import { afterAll, expect, it } from 'vitest'

const server = await startServer({ http: 0 })
process.env.FOURPORT_URL = server.http?.url
afterAll(() => server.close())

const { fourport } = await import('./scripts/http-client.ts')

async function signUp(to: string): Promise<void> {
  await createTransport(server.ports.submission.nodemailer).sendMail({
    from: 'shop@example.test',
    to,
    subject: 'Confirm your address',
    text: 'Your code is 493817: https://shop.example.test/confirm/1',
  })
}

it('reads a server elsewhere, as docs/http-api.md shows', async () => {
  const inbox = await fourport.inbox()
  await signUp(inbox.address) // or have the application log in with inbox.user and inbox.password
  const message = await inbox.waitForMessage({ subject: 'Confirm' }, { timeoutMs: 5000 })
  const { text, codes, links } = await message.parse()

  expect(text).toContain('Your code is')
  expect(codes).toEqual(['493817'])
  expect(links.map(({ url }) => url)).toEqual(['https://shop.example.test/confirm/1'])
})

it('sets faults from elsewhere', async () => {
  await using busy = await fourport.fault({ at: 'MAIL', times: 1, reply: { code: 452 } })
  await signUp('ada@example.test').catch(() => {}) // 452, once

  expect(await busy.fired()).toBe(1)
})
