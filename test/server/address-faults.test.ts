import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import type { FourportServer } from '../../src/server/fourport-server.ts'
import { startServer } from '../../src/server/start-server.ts'

function send(server: FourportServer, to: string | string[]): Promise<unknown> {
  const transport = createTransport(server.ports.submission.nodemailer)
  return transport.sendMail({ from: 'shop@example.test', to, subject: 'Hello', text: 'Hello' })
}

describe('without any set-up', () => {
  it('a recipient is refused as its address asks, and nobody is blamed', async () => {
    await using server = await startServer()
    await expect(send(server, 'fail+550-5.1.1@b.test')).rejects.toMatchObject({
      responseCode: 550,
      response: '550 5.1.1 Refused on purpose: the address of a recipient asks for it',
    })
    expect(await server.findings()).toEqual([])
    await expect(server.waitForMessage({}, { timeoutMs: 100 })).rejects.toThrow(
      'On purpose, by fault fail+550-5.1.1@b.test at RCPT: 550',
    )
  })

  it('one recipient of three is, and the others get their mail', async () => {
    await using server = await startServer()
    const info = await send(server, ['a@x.test', 'fail+550@x.test', 'c@x.test'])
    expect(info).toMatchObject({ accepted: ['a@x.test', 'c@x.test'], rejected: ['fail+550@x.test'] })
  })

  it('451 twice, then fine; in an inbox of its own', async () => {
    await using server = await startServer()
    const inbox = await server.inbox()
    const to = inbox.address.replace('@', '+fail+451x2@')
    await expect(send(server, to)).rejects.toMatchObject({ responseCode: 451 })
    await expect(send(server, to)).rejects.toMatchObject({ responseCode: 451 })
    await send(server, to)
    expect(await inbox.messages()).toHaveLength(1)
    expect(await server.faults()).toMatchObject([{ id: to, fired: 2, state: 'over' }])
  })

  it('the message is refused after the dot, and kept by nobody', async () => {
    await using server = await startServer()
    await expect(send(server, ['ada@b.test', 'fail+dot-554@b.test'])).rejects.toMatchObject({
      responseCode: 554,
    })
    expect(await server.messages()).toEqual([])
    await send(server, 'ada@b.test')
  })

  it('the connection is cut when the message is kept', async () => {
    await using server = await startServer()
    await expect(send(server, 'fail+kept-dropx1@b.test')).rejects.toThrow()
    await send(server, 'fail+kept-dropx1@b.test')
    expect(await server.messages()).toHaveLength(2)
  })

  it('nothing goes wrong where it is switched off', async () => {
    await using server = await startServer({ addressFaults: false })
    await send(server, 'fail+451@b.test')
    expect(await server.messages()).toHaveLength(1)
  })
})
