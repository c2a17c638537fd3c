import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type FourportServer } from '../../src/index.ts'
import { send } from '../support/send.ts'

let server: FourportServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(() => server.clear())

describe('waiting for mail', () => {
  it('answers at once with what has already come', async () => {
    await send(server.ports.relay, { subject: 'early' })
    const message = await server.waitForMessage({ subject: 'early' }, { timeoutMs: 0 })
    expect((await message.parse()).subject).toBe('early')
  })

  it('answers when it comes', async () => {
    const waiting = server.waitForMessage({ to: 'later@example.test' })
    await send(server.ports.submission, { to: 'later@example.test' })
    expect((await waiting).envelope.rcptTo).toEqual(['later@example.test'])
  })

  it('counts what is there towards what is waited for, and gives the oldest first', async () => {
    await send(server.ports.relay, { subject: 'one' })
    const waiting = server.waitForMessages(3)
    await send(server.ports.relay, { subject: 'two' })
    await send(server.ports.relay, { subject: 'three' })
    const subjects = (await waiting).map((message) => message.parse().then(({ subject }) => subject))
    expect(await Promise.all(subjects)).toEqual(['one', 'two', 'three'])
  })

  it('says what came instead, and how it differs, when the time is up', async () => {
    await send(server.ports.relay, { to: 'ada@exmaple.test', subject: 'Your code' })
    const failure = await server
      .waitForMessage({ to: 'ada@example.test', subject: 'Your code' }, { timeoutMs: 50 })
      .catch((error: Error) => error)
    expect(failure).toMatchObject({ code: 'WAIT_TIMEOUT' })
    const text = (failure as Error).message
    expect(text).toContain('ada@example.test')
    expect(text).toContain('ada@exmaple.test')
    expect(text).toMatch(/Waited \d+ ms/)
  })

  it('tells of a client that failed meanwhile, with its finding', async () => {
    const transport = createTransport({ host: '127.0.0.1', port: server.ports.submission.port, secure: true })
    await transport.verify().catch(() => {})
    const waiting = server.waitForMessage({}, { timeoutMs: 400 }).catch((error: Error) => error)
    await transport.verify().catch(() => {})
    expect(((await waiting) as Error).message).toContain('implicit-tls-on-starttls-port')
  })

  it('fails at once when mail comes that must not', async () => {
    const watching = server.expectNoMessage({ to: 'ada@example.test' }, { withinMs: 20_000 })
    const failed = watching.catch((error: Error) => error)
    await send(server.ports.relay)
    expect(await failed).toMatchObject({ code: 'UNEXPECTED_MESSAGE' })
  })

  it('ends when the server is closed', async () => {
    const other = await startServer()
    const failed = other.waitForMessage({}, { timeoutMs: 20_000 }).catch((error: Error) => error)
    await other.close()
    expect(await failed).toMatchObject({ code: 'SERVER_CLOSED' })
  })

  it('quotes a query field that there is not', async () => {
    await expect(server.waitForMessage({ recipient: 'ada@example.test' } as never)).rejects.toMatchObject({
      code: 'QUERY_INVALID',
      message: expect.stringContaining('recipient') as string,
    })
  })
})

describe('inboxes', () => {
  it('see their own mail only, by address and by credentials', async () => {
    const [ada, bob] = [server.inbox(), server.inbox()]
    await send(server.ports.relay, { to: ada.address, subject: 'by address' })
    await send(
      {
        ...server.ports.smtps,
        nodemailer: { ...server.ports.smtps.nodemailer, auth: { user: ada.user, pass: ada.password } },
      },
      { to: 'somebody@example.test', subject: 'by credentials' },
    )
    expect(await ada.waitForMessages(2)).toHaveLength(2)
    await bob.expectNoMessage()
    expect(await ada.messages({ subject: 'credentials' })).toHaveLength(1)
    expect(await ada.messages({ to: 'nobody@example.test' })).toEqual([])
  })

  it('keep an alternative of the query inside their own view', async () => {
    const [ada, bob] = [server.inbox(), server.inbox()]
    await send(server.ports.relay, { to: ada.address, subject: 'one' })
    await send(server.ports.relay, { to: bob.address, subject: 'two' })
    const found = await ada.messages({ anyOf: [{ subject: 'one' }, { subject: 'two' }] })
    expect(found.map(({ envelope }) => envelope.rcptTo)).toEqual([[ada.address]])
  })

  it('clear their own mail only', async () => {
    const [ada, bob] = [server.inbox(), server.inbox()]
    await send(server.ports.relay, { to: ada.address })
    await send(server.ports.relay, { to: bob.address })
    expect(await ada.clear()).toBe(1)
    expect(await bob.messages()).toHaveLength(1)
  })

  it('lend credentials that are refused once they are deleted', async () => {
    await using strict = await startServer({
      auth: 'required',
      users: [{ user: 'user', password: 'secret' }],
    })
    const inbox = strict.inbox()
    const port = {
      ...strict.ports.submission,
      nodemailer: { ...strict.ports.submission.nodemailer, auth: { user: inbox.user, pass: inbox.password } },
    }
    await send(port)
    await inbox.waitForMessage()
    inbox.delete()
    await expect(send(port)).rejects.toThrow(/535/)
  })
})
