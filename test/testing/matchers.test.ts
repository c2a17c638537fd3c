import { AssertionError } from 'node:assert'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { assertThat } from '../../src/matchers.ts'
import { startServer, type FourportServer, type Message } from '../../src/index.ts'
import '../../src/vitest.ts'
import { send } from '../support/send.ts'

let server: FourportServer
let message: Message
beforeAll(async () => {
  server = await startServer()
  await send(server.ports.smtps, {
    to: 'ada@example.test',
    bcc: 'eve@example.test',
    subject: 'Grüße',
    text: 'Your total is 12 €.',
    attachments: [{ filename: 'a.txt', content: 'content' }],
  })
  message = await server.waitForMessage()
})
afterAll(() => server.close())

/** What a matcher that must fail says. */
async function words(failing: Promise<void>): Promise<string> {
  return failing.then(
    () => expect.fail('the matcher passed'),
    (error: Error) => error.message,
  )
}

describe('matchers on a message', () => {
  it('pass where they should', async () => {
    await expect(message).toHaveTls()
    await expect(message).toHaveTls({ version: 'TLSv1.3' })
    await expect(message).not.toHaveTls(false)
    await expect(message).toHaveArrivedOn('smtps')
    await expect(message).toHaveArrivedOn(server.ports.smtps.port)
    await expect(message).toHaveSender('SHOP@example.test')
    await expect(message).toHaveRecipients(['eve@example.test', 'ada@example.test'])
    await expect(message).toHaveSubject('grüße')
    await expect(message).toHaveSubject(/^Grü/g)
    await expect(message).toHaveText('12 €')
    await expect(message).toHaveAttachment({ filename: 'a.txt', content: 'content' })
    await expect(message).not.toHaveAttachment({ filename: /\.pdf$/ })
  })

  it('say what was expected and what was received', async () => {
    expect(await words(expect(message).toHaveTls(false))).toMatch(/plaintext[\s\S]*TLSv1\.3/)
    expect(await words(expect(message).toHaveArrivedOn('relay'))).toMatch(/relay[\s\S]*smtps/)
    expect(await words(expect(message).toHaveSender('x@y.test'))).toMatch(
      /x@y\.test[\s\S]*<shop@example\.test>/,
    )
    expect(await words(expect(message).toHaveRecipients(['ada@example.test']))).toMatch(/eve@example\.test/)
    expect(await words(expect(message).not.toHaveSubject('Grüße'))).toMatch(/not to have subject/)
    expect(await words(expect(message).toHaveText('13 €'))).toMatch(/13 €[\s\S]*12 €/)
    expect(await words(expect(message).toHaveAttachment({ filename: 'b.txt' }))).toMatch(
      /a\.txt, text\/plain, 7 bytes/,
    )
  })

  it('refuse what is no message, and say what it needs', async () => {
    const promise = server.waitForMessage()
    expect(await words(expect(promise).toHaveSubject('x'))).toMatch(/promise: await it/)
    await promise
    expect(await words(expect(null).toHaveTls())).toMatch(/null/)
  })
})

describe('matchers on a server', () => {
  it('wait for mail, and say what was missed', async () => {
    await expect(server).toHaveReceivedMessage({ to: 'ada@example.test' })
    await expect(server).not.toHaveReceivedMessage({ to: 'nobody@example.test' })
    const missed = await words(
      expect(server).toHaveReceivedMessage({ to: 'nobody@example.test' }, { timeoutMs: 30 }),
    )
    expect(missed).toMatch(/nobody@example\.test[\s\S]*ada@example\.test/)
    expect(await words(expect(server).not.toHaveReceivedMessage({ to: 'ada@example.test' }))).toMatch(
      /ada@example\.test/,
    )
  })

  it('let an error of the test itself through', async () => {
    expect(await words(expect(server).toHaveReceivedMessage({ whom: 'x' } as never))).toMatch(/whom/)
  })
})

describe('assertThat', () => {
  beforeEach(() => server.clear())

  it('throws an AssertionError where a matcher fails', async () => {
    await assertThat(message).toHaveTls()
    await assertThat(message).not.toHaveTls(false)
    await expect(assertThat(message).toHaveTls(false)).rejects.toBeInstanceOf(AssertionError)
    await expect(assertThat(message).not.toHaveTls()).rejects.toBeInstanceOf(AssertionError)
  })

  it('lists the findings of a server that has some', async () => {
    await assertThat(server).toHaveNoFindings()
    await createTransport({ host: '127.0.0.1', port: server.ports.submission.port, secure: true })
      .verify()
      .catch(() => {})
    const { id } = await server.waitForFinding()
    expect(await words(assertThat(server).toHaveNoFindings())).toContain(id)
  })
})
