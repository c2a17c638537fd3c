import { createTransport } from 'nodemailer'
import { startServer } from 'fourport'
import { expect, it, vi } from 'vitest'

it('captures, waits and parses, as the README shows', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  await import('./scripts/readme.ts')
  expect(log).toHaveBeenCalledWith('Your code', '493817', 'TLSv1.3', 'user')
  log.mockRestore()
})

it('gives each test an inbox, as the README shows', async () => {
  await using server = await startServer()
  const transport = createTransport(server.ports.submission.nodemailer)
  const signUp = (address: string) =>
    transport.sendMail({
      from: 'shop@example.test',
      to: address,
      subject: 'Confirm your address',
      text: 'https://shop.example.test/confirm/1',
    })

  const inbox = await server.inbox()
  await signUp(inbox.address)
  const { links } = await (await inbox.waitForMessage({ subject: 'Confirm' })).parse()

  expect(links[0]?.url).toBe('https://shop.example.test/confirm/1')
})
