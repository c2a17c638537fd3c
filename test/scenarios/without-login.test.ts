import { expect, it } from 'vitest'
import { Wire } from '../support/wire.ts'
import { serverUnderTest } from './eye.ts'

const server = await serverUnderTest({ auth: 'required' })

it.each(['starttls-absent', 'starttls-454', 'starttls-454-stripped', 'ehlo-refused'])(
  '%s takes the mail of a client that leaves its login out, where a login is required otherwise',
  async (name) => {
    await using _ = await server.scenario(name, { listener: 'submission' })
    const client = await Wire.open(server.ports.submission)
    await client.reply()
    await client.command('HELO c.test')
    expect(await client.command('MAIL FROM:<a@x.test>')).toMatch(/^250 /)
    client.destroy()
  },
)
