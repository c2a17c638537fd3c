import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { inspect } from 'node:util'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import '../../src/vitest.ts'
import {
  type FourportServer,
  type Inbox,
  type ServerMailbox,
  type SessionRecord,
  startServer,
} from '../../src/index.ts'
import { send } from '../support/send.ts'

/** What both mailboxes do alike: that of a server in the process, and that of a client of its API. */
export function mailboxContract(
  mailboxOf: (server: FourportServer) => ServerMailbox,
  start: typeof startServer = startServer,
): void {
  let server: FourportServer
  let mailbox: ServerMailbox
  beforeAll(async () => {
    server = await start({ http: 0 })
    mailbox = mailboxOf(server)
  })
  afterAll(() => server.close())
  beforeEach(() => mailbox.clear())

  describe('waiting for mail', () => {
    it('answers at once with what has already come', async () => {
      await send(server.ports.relay, { subject: 'early' })
      const message = await mailbox.waitForMessage({ subject: 'early' }, { timeoutMs: 0 })
      expect((await message.parse()).subject).toBe('early')
    })

    it('answers when it comes', async () => {
      const waiting = mailbox.waitForMessage({ to: 'later@example.test' })
      await send(server.ports.submission, { to: 'later@example.test' })
      expect((await waiting).envelope.rcptTo).toEqual(['later@example.test'])
    })

    it('counts what is there towards what is waited for, and gives the oldest first', async () => {
      await send(server.ports.relay, { subject: 'one' })
      const waiting = mailbox.waitForMessages(3)
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
      const transport = createTransport({
        host: '127.0.0.1',
        port: server.ports.submission.port,
        secure: true,
      })
      await transport.verify().catch(() => {})
      const waiting = mailbox.waitForMessage({}, { timeoutMs: 400 }).catch((error: Error) => error)
      await transport.verify().catch(() => {})
      expect(((await waiting) as Error).message).toContain('implicit-tls-on-starttls-port')
    })

    it('fails at once when mail comes that must not', async () => {
      const watching = mailbox.expectNoMessage({ to: 'ada@example.test' }, { withinMs: 20_000 })
      const failed = watching.catch((error: Error) => error)
      await send(server.ports.relay)
      expect(await failed).toMatchObject({ code: 'UNEXPECTED_MESSAGE' })
    })

    it('takes a search as the page does, wherever the port listens', async () => {
      const waiting = mailbox.waitForMessage({ query: 'port:587 exampl "other words" -port:25' })
      await send(server.ports.relay, { text: 'other\nwords' })
      await send(server.ports.submission, { text: 'other\nwords' })
      const { id, profile } = await waiting
      expect(profile).toBe('submission')
      expect((await mailbox.messages({ query: 'port:submission' })).map((found) => found.id)).toEqual([id])
      await expect(server).toHaveReceivedMessage({ query: `port:${server.ports.submission.port}` })
      const failure = await mailbox
        .waitForMessage({ query: 'port:465' }, { timeoutMs: 0 })
        .catch((error: Error) => error.message)
      expect(failure).toMatch(/query port:465/)
      expect(failure).toMatch(/query: expected port:465, got submission \(port \d+\)/)
    })

    it('quotes a query field that there is not', async () => {
      await expect(mailbox.waitForMessage({ recipient: 'ada@example.test' } as never)).rejects.toMatchObject({
        code: 'QUERY_INVALID',
        message: expect.stringContaining('recipient') as string,
      })
    })
  })

  describe('what a test gives to a wait', () => {
    type Case = readonly [
      'waitForMessage' | 'waitForMessages' | 'expectNoMessage' | 'waitForFinding',
      readonly unknown[],
      string,
      string,
    ]
    const cases: readonly Case[] = [
      [
        'waitForMessage',
        [{}, { timeout: 5 }],
        'OPTION_UNKNOWN',
        'waitForMessage has no option "timeout"; it takes timeoutMs, signal. Did you mean timeoutMs?',
      ],
      ['waitForMessage', [{}, { timeoutms: 5 }], 'OPTION_UNKNOWN', 'Did you mean timeoutMs?'],
      ['waitForMessage', [{}, { withinMs: 5 }], 'OPTION_UNKNOWN', 'Did you mean timeoutMs?'],
      [
        'waitForMessage',
        [{}, 5],
        'OPTION_INVALID',
        'was given 5; expected options such as { timeoutMs: 2000 }',
      ],
      ['waitForMessage', [{}, null], 'OPTION_INVALID', 'was given null'],
      ['waitForMessage', [{}, AbortSignal.abort()], 'OPTION_INVALID', 'was given AbortSignal'],
      [
        'waitForMessage',
        [{}, { timeoutMs: '5' }],
        'OPTION_INVALID',
        'timeoutMs is "5"; expected milliseconds, 0 or more',
      ],
      ['waitForMessage', [{}, { timeoutMs: Number.NaN }], 'OPTION_INVALID', 'timeoutMs is NaN'],
      [
        'waitForMessage',
        [{}, { signal: new AbortController() }],
        'OPTION_INVALID',
        'expected an AbortSignal',
      ],
      ['waitForMessage', [null], 'QUERY_INVALID', 'null'],
      ['waitForMessage', [5], 'QUERY_INVALID', '5'],
      [
        'waitForMessage',
        [{ query: 'prot:587' }],
        'QUERY_INVALID',
        '"prot:587" in the search is not understood',
      ],
      ['expectNoMessage', [{ query: ' ' }], 'QUERY_INVALID', 'The search is empty'],
      ['waitForMessages', [1, {}, { timeoutMs: -1 }], 'OPTION_INVALID', 'waitForMessages: timeoutMs is -1'],
      ['waitForMessages', [{ to: 'a@b.test' }], 'OPTION_INVALID', "count is { to: 'a@b.test' }"],
      [
        'expectNoMessage',
        [{ to: 'a@b.test' }, { timeoutMs: 5 }],
        'OPTION_UNKNOWN',
        'it takes withinMs, signal. Did you mean withinMs?',
      ],
      ['expectNoMessage', [{ to: 'a@b.test' }, { withinMs: -1 }], 'OPTION_INVALID', 'withinMs is -1'],
      [
        'waitForFinding',
        [{ Id: 'x' }],
        'OPTION_UNKNOWN',
        'no option "Id"; it takes id, severity, sessionId, since. Did you mean id?',
      ],
      ['waitForFinding', [{ severity: 'eror' }], 'OPTION_INVALID', 'Did you mean "error"?'],
      ['waitForFinding', ['login-rejected'], 'OPTION_INVALID', 'was given "login-rejected"'],
      ['waitForFinding', [{}, { timeout: 5 }], 'OPTION_UNKNOWN', 'Did you mean timeoutMs?'],
      ['waitForFinding', [{}, { timeoutMs: -1 }], 'OPTION_INVALID', 'timeoutMs is -1'],
    ]
    it.each(cases)('%s refuses %j', async (method, given, code, text) => {
      await send(server.ports.relay)
      for (const subject of [mailbox, await mailbox.inbox()]) {
        const call = subject[method] as (...given: readonly unknown[]) => Promise<unknown>
        await expect(call(...given)).rejects.toMatchObject({ code, message: expect.stringContaining(text) })
      }
    })
  })

  describe('a message', () => {
    it('prints its facts, without its bytes', async () => {
      await send(server.ports.smtps, { subject: 'printed' })
      const message = await mailbox.waitForMessage()
      const { id, seq, envelope, tls, receivedAt } = message
      expect(JSON.parse(JSON.stringify(message))).toEqual({
        ...JSON.parse(JSON.stringify({ id, seq, envelope, tls, receivedAt })),
        sizeBytes: (await message.raw()).length,
        profile: 'smtps',
        listener: 'smtps',
        port: server.ports.smtps.port,
        sessionId: message.sessionId,
        auth: null,
        remote: message.remote,
        clientName: message.clientName,
        faults: message.faults,
      })
      expect(inspect(message)).toMatch(new RegExp(`^Message {\\s+id: '${id}'[^]*ada@example\\.test`))
      expect(inspect(message)).not.toContain('Buffer')
      expect(inspect({ very: { deep: { down: message } } })).toContain('[Message]')
    })
  })

  describe('inboxes', () => {
    it('have a name and a purpose, if these are given', async () => {
      const label = { name: 'sign-up', purpose: 'What somebody gets who signs up' }
      expect(await mailbox.inbox(label)).toMatchObject(label)
      expect(await mailbox.inbox()).toMatchObject({ name: null, purpose: null })
      await expect(mailbox.inbox({ name: 'x'.repeat(101) })).rejects.toThrow(
        '1 to 100 characters in one line',
      )
      await expect(mailbox.inbox({ nmae: 'x' } as object)).rejects.toThrow('nmae')
    })

    it('say of a wait in vain what came for them, and count mail that is for none', async () => {
      const noMail = async (inbox: Inbox): Promise<string> =>
        inbox.waitForMessage({ subject: 'code' }, { timeoutMs: 30 }).then(
          () => expect.fail('it came'),
          (error: Error) => error.message,
        )
      await send(server.ports.relay, { to: 'before@example.test' })
      const [ada, bob, eve] = [await mailbox.inbox(), await mailbox.inbox(), await mailbox.inbox()]
      await send(server.ports.relay, { to: bob.address, subject: 'for bob' })
      await send(server.ports.relay, { to: eve.address, subject: 'for eve' })
      await eve.delete()
      const quiet = await noMail(ada)
      expect(quiet).toMatch(/^Waited .*\nNo message came\.\n/)
      expect(quiet).not.toMatch(/for no inbox|for bob|for eve/)

      await send(server.ports.relay, { to: 'ada@exmaple.test', subject: 'Your code' })
      const stray = (await mailbox.messages({ to: 'ada@exmaple.test' }))[0]!
      expect(await noMail(ada)).toMatch(
        new RegExp(`\n1 message came for no inbox, to "ada@exmaple\\.test" \\(${stray.id}\\)\\.$`),
      )
      await send(server.ports.relay, { to: 'eda@exmaple.test' })
      await send(server.ports.relay, { to: ada.address, subject: 'Welcome' })
      const words = await noMail(ada)
      expect(words).toMatch(
        /\n1 came that does not match:\n.*"Welcome".*\n    subject: expected containing "code"/,
      )
      expect(words).toMatch(/\n2 messages came for no inbox, the latest to "eda@exmaple\.test" \(m\w+\)\.$/)
    })

    it('see their own mail only, by address and by credentials', async () => {
      const [ada, bob] = [await mailbox.inbox(), await mailbox.inbox()]
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

    it('see mail to their address with a tag', async () => {
      const [ada, bob] = [await mailbox.inbox(), await mailbox.inbox()]
      const tagged = ada.address.replace('@', '+Shop+2@')
      await send(server.ports.relay, { to: tagged, subject: 'tagged' })
      await send(server.ports.relay, { to: bob.address.replace('@', '+x@'), subject: 'for bob' })
      expect((await ada.waitForMessage({ subject: 'tagged' })).envelope.rcptTo).toEqual([tagged])
      expect(await ada.messages()).toHaveLength(1)
      // The whole address is still asked for where one is.
      expect(await mailbox.messages({ to: ada.address })).toEqual([])
      expect(await mailbox.messages({ mailbox: ada.address.toUpperCase() })).toHaveLength(1)
      const missed = await ada
        .waitForMessage({ subject: 'x' }, { timeoutMs: 1 })
        .catch((error: Error) => error)
      expect((missed as Error).message).not.toContain('for no inbox')
      expect(await ada.clear()).toBe(1)
      expect(await mailbox.messages()).toHaveLength(1)
    })

    it('are told of mail to a mistyped address beside theirs', async () => {
      const ada = await mailbox.inbox()
      const mistyped = ada.address.replace('@', 'x@')
      await send(server.ports.relay, { to: mistyped })
      await expect(ada.waitForMessage({}, { timeoutMs: 1 })).rejects.toThrow(
        `1 message came for no inbox, to "${mistyped}"`,
      )
    })

    it('are told in vain of their own sessions and of those that name nobody, each finding once', async () => {
      await using strict = await start({
        http: 0,
        auth: 'required',
        users: [{ user: 'u', password: 'p' }],
      })
      const strictMailbox = mailboxOf(strict)
      const [ada, ...others] = (await Promise.all(
        Array.from({ length: 28 }, () => strictMailbox.inbox()),
      )) as [Inbox, ...Inbox[]]
      const login = (user: string) => ({
        ...strict.ports.submission.nodemailer,
        auth: { user, pass: 'wrong' },
      })
      const waiting = ada.waitForMessage({}, { timeoutMs: 3000 }).catch((error: Error) => error)
      for (const { user } of others)
        await createTransport(login(user))
          .verify()
          .catch(() => undefined)
      const quiet = (await ada.waitForMessage({}, { timeoutMs: 1 }).catch((error: Error) => error)) as Error
      expect(quiet.message).toMatch(/^Waited .*\nNo message came\.\nNo client connected in that time\.$/)
      for (let times = 0; times < 3; times++)
        await createTransport(login(ada.user))
          .verify()
          .catch(() => undefined)
      for (let times = 0; times < 3; times++) {
        const { host, port } = strict.ports.submission
        await createTransport({ host, port, secure: true })
          .verify()
          .catch(() => undefined)
      }
      const { message } = (await waiting) as Error
      expect(message).toContain('Sessions in that time: 6.')
      expect(message).toContain('… and 4 more, all like these.')
      for (const id of ['login-rejected', 'implicit-tls-on-starttls-port']) {
        const address = new RegExp(`\\n +\\S+/docs/findings(?:\\.md)?#${id}\\n`, 'g')
        expect(message.match(address), message).toHaveLength(1)
      }
    })

    it('clear their own mail only', async () => {
      const [ada, bob] = [await mailbox.inbox(), await mailbox.inbox()]
      await send(server.ports.relay, { to: ada.address })
      await send(server.ports.relay, { to: bob.address })
      expect(await ada.clear()).toBe(1)
      expect(await bob.messages()).toHaveLength(1)
    })

    it('lend credentials that are refused once they are deleted', async () => {
      await using strict = await start({
        http: 0,
        auth: 'required',
        users: [{ user: 'user', password: 'secret' }],
      })
      const inbox = await mailboxOf(strict).inbox()
      const port = {
        ...strict.ports.submission,
        nodemailer: {
          ...strict.ports.submission.nodemailer,
          auth: { user: inbox.user, pass: inbox.password },
        },
      }
      await send(port)
      await inbox.waitForMessage()
      await inbox.delete()
      await expect(send(port)).rejects.toThrow(/535/)
    })
  })

  describe('a server', () => {
    it('has the record of every session, that of one that goes on last, and what is said of each', async () => {
      await createTransport({ host: '127.0.0.1', port: server.ports.submission.port, secure: true })
        .verify()
        .catch(() => undefined)
      await mailbox.waitForFinding({ severity: 'error' })
      const socket = connectTcp(server.ports.relay.port, '127.0.0.1')
      await once(socket, 'data')
      const sessions = await mailbox.sessions()
      expect(sessions.map(({ port, speaker }) => [port.name, speaker])).toEqual([
        ['submission', 'tls'],
        ['relay', 'nobody'],
      ])
      expect(sessions[0]?.entries.length).toBeGreaterThan(2)
      const [failed, open] = await Promise.all(sessions.map((session) => mailbox.verdict(session)))
      expect(failed?.findings).toMatchObject([{ id: 'implicit-tls-on-starttls-port' }])
      expect(open).toMatchObject({ findings: [] })
      socket.destroy()
    })

    it('says what it keeps, and forgets messages and ended sessions when it is cleared', async () => {
      await send(server.ports.relay)
      await send(server.ports.smtps)
      await mailbox.waitForMessages(2)
      const isOpen = ({ durationMs }: SessionRecord): boolean => durationMs === null
      await expect.poll(async () => (await mailbox.sessions()).filter(isOpen)).toEqual([])
      const counts = await mailbox.counts()
      expect(counts).toMatchObject({ messages: 2, evictedMessages: 0 })
      expect(counts.sessions).toBeGreaterThanOrEqual(2)
      expect(await mailbox.clear()).toBe(2)
      expect(await mailbox.counts()).toMatchObject({ messages: 0, messageBytes: 0, sessions: 0 })
      expect(await mailbox.sessions()).toEqual([])
    })

    it('is a subject of the matchers, and so are its inboxes and messages', async () => {
      const inbox = await mailbox.inbox()
      await send(server.ports.smtps, {
        to: inbox.address,
        subject: 'Hi',
        attachments: [{ filename: 'a.txt', content: 'x' }],
      })
      await expect(mailbox).toHaveReceivedMessage({ subject: 'Hi' })
      await expect(inbox).toHaveReceivedMessage()
      await expect(mailbox).toHaveNoFindings()
      await expect(inbox).toHaveNoFindings()
      const message = await inbox.waitForMessage()
      await expect(message).toHaveTls()
      await expect(message).toHaveArrivedOn('smtps')
      await expect(message).toHaveRecipients(inbox.address)
      await expect(message).toHaveAttachment({ filename: 'a.txt', content: 'x' })
    })
  })

  describe('bytes', () => {
    it('are the reader’s own: what it does to them is nobody else’s business', async () => {
      await send(server.ports.relay, { subject: 'bytes' })
      const message = await mailbox.waitForMessage()
      const first = await message.raw()
      expect(first.length).toBe(message.sizeBytes)
      first.fill(0)
      expect((await message.raw()).toString()).toContain('Subject: bytes')
    })
  })
}
