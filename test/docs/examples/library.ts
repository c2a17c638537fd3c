import { createTransport, type SendMailOptions } from 'nodemailer'
import { type Fault, startServer } from 'fourport'
import { assertThat } from 'fourport/matchers'
import { expect, it } from 'vitest'

it('does what docs/library.md shows', async () => {
  const startedAt = new Date()
  await using server = await startServer({
    auth: 'required',
    users: [{ user: 'user', password: 'secret' }],
    hostNames: ['mail.test'],
  })
  await createTransport(server.ports.submission.nodemailer).sendMail({
    from: 'shop@example.test',
    to: 'ada@example.test',
    subject: 'Welcome, and your invoice',
    text: 'Total: 12',
    headers: { 'X-Campaign': 'autumn', 'List-Unsubscribe': '<https://shop.example.test/off>' },
  })

  const message = await server.waitForMessage({ to: 'ada@example.test', subject: 'Welcome' })
  await message.raw() // the exact bytes, dot-unstuffed
  message.envelope // { mailFrom, rcptTo, … }: Bcc is in rcptTo
  message.tls // { version: 'TLSv1.3', cipher, sni, … }, or null
  message.auth // { user, mechanism }, or null

  const { subject, text, html, attachments, links, codes } = await message.parse()

  expect({ subject, html, attachments, links, codes }).toEqual({
    subject: 'Welcome, and your invoice',
    html: null,
    attachments: [],
    links: [],
    codes: [],
  })
  expect(text).toContain('Total: 12')
  expect(message.auth).toEqual({ user: 'user', mechanism: 'PLAIN' })

  await server.waitForMessage({
    to: /@example\.test$/,
    from: 'shop@example.test',
    subject: 'invoice',
    text: /total: \d+/i,
    header: { 'X-Campaign': 'autumn', 'List-Unsubscribe': true },
    profile: 'submission',
    tls: true,
    since: startedAt,
  })

  await assertThat(server).toHaveReceivedMessage({ to: 'ada@example.test' })
  await assertThat(message).toHaveRecipients(['ada@example.test'])
  await assertThat(message).not.toHaveAttachment()
})

it('gives each test an inbox', async () => {
  await using server = await startServer()
  const { host, port, tls } = server.ports.smtps
  const transport = createTransport({ host, port, secure: tls === 'implicit', tls: { ca: server.ca.pem } })

  const inbox = await server.inbox()
  await transport.sendMail({ from: 'shop@example.test', to: inbox.address, text: 'for you alone' })
  await inbox.waitForMessage()
  await inbox.clear()

  await inbox.expectNoMessage()
})

it('finds out what is wrong with a client', async () => {
  await using server = await startServer()
  const { host } = server.ports.submission

  const broken = createTransport({ host, port: server.ports.submission.port, secure: true })
  await broken.verify().catch(() => {})
  const finding = await server.waitForFinding({ severity: 'error' })
  finding.id // 'implicit-tls-on-starttls-port'
  finding.snippets[0]?.code // the lines to write, with this server's host and port

  expect(finding.id).toBe('implicit-tls-on-starttls-port')
  expect(finding.snippets[0]?.code).toContain(String(server.ports.submission.port))
})

it('goes wrong on purpose', async () => {
  await using server = await startServer()
  const sendWithRetries = async (mail: SendMailOptions): Promise<void> => {
    const transport = createTransport(server.ports.submission.nodemailer)
    for (let attempt = 1; attempt <= 3; attempt++) {
      const sent = await transport.sendMail(mail).catch(() => null)
      if (sent !== null) return
    }
  }
  const reply = { code: 451, enhanced: '4.7.1', text: 'Greylisted, try again later' }
  const greylist = await server.fault({ at: 'RCPT', to: '*@slow.test', times: 2, reply })

  await sendWithRetries({ from: 'shop@example.test', to: 'ada@slow.test', text: 'three tries' })

  expect(await greylist.fired()).toBe(2)
  expect(await server.messages({ to: 'ada@slow.test' })).toHaveLength(1)
  await greylist.off()

  await using lost = await server.fault({ at: 'kept', times: 1, cut: 'rst' })
  await sendWithRetries({ from: 'shop@example.test', to: 'grace@example.test', text: 'sent twice' })

  expect(await server.messages({ to: 'grace@example.test' })).toHaveLength(2)
  expect(await lost.fired()).toBe(1)

  await sendWithRetries({ from: 'shop@example.test', to: 'fail+451x2@example.test', text: 'three tries' })

  expect(await server.messages({ to: 'fail+451x2@example.test' })).toHaveLength(1)
})

it('goes wrong in many ways', async () => {
  await using server = await startServer()
  const more: readonly Fault[] = [
    // 421 beyond ten connections a minute
    { at: 'greeting', perMinute: 10, reply: { code: 421, text: 'Too many connections' } },
    // a greylist: the same sender may come back for the same recipient after half a minute
    { at: 'RCPT', greylistMs: 30_000, reply: { code: 451, enhanced: '4.7.1', text: 'Greylisted' } },
    // one recipient has no room, the others get their mail
    { at: 'RCPT', to: 'full@*', reply: { code: 452, enhanced: '4.2.2', text: 'Mailbox full' } },
    // an account that is locked, whatever its password
    { at: 'login', user: 'eve@*', reply: { code: 535, enhanced: '5.7.8', text: 'Account locked' } },
    // gone in the middle of a large message
    { at: 'content', afterBytes: 100_000, cut: 'rst' },
    // an octet at a time, which is slow and legal
    { at: 'connect', pace: { bytes: 1, everyMs: 20 } },
    // STARTTLS is stripped, as somebody on the way would do it
    { at: 'EHLO', secure: false, ehlo: { drop: ['STARTTLS'] } },
    // a reply slipped in after the 220, for clients that go on reading unencrypted
    { at: 'STARTTLS', injected: '250-mail.test\r\n250 AUTH PLAIN LOGIN\r\n' },
    // no ServerHello, for as long as the client waits
    { at: 'handshake', delayMs: 60_000 },
    // one mail in five is not taken, by chance
    { at: 'dot', probability: 20, reply: { code: 452, enhanced: '4.3.1', text: 'Disk full' } },
  ]
  for (const fault of more) await server.fault(fault)

  expect((await server.faults()).map(({ fired }) => fired)).toEqual(more.map(() => 0))
  await server.clearFaults()
})
