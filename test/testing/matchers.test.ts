import { AssertionError } from 'node:assert'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { assertThat } from '../../src/matchers.ts'
import { matchers } from '../../src/testing/matchers.ts'
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

describe('a forwarded mail', () => {
  it('is an attachment, inline as Nodemailer writes it, and its text is not that of the message', async () => {
    const arrival = server.waitForMessage({ subject: 'Fwd' })
    const original = 'From: bob@example.test\r\nSubject: Original\r\n\r\nCode 482913\r\n'
    await send(server.ports.relay, {
      subject: 'Fwd',
      text: 'See below.',
      attachments: [{ filename: 'original.eml', contentType: 'message/rfc822', content: original }],
    })
    const forward = await arrival
    await expect(forward).toHaveAttachment({ filename: 'original.eml' })
    const { text, codes, attachments } = await forward.parse()
    expect(text.trim()).toBe('See below.')
    expect(codes).toEqual([])
    expect(attachments).toMatchObject([{ contentType: 'message/rfc822', disposition: 'inline' }])
    expect(attachments[0]?.content.toString().trim()).toBe(original.trim())
  })
})

describe('what a runner needs to show the difference', () => {
  const failed = (failing: Promise<void>): Promise<Error & Record<'actual' | 'expected', unknown>> =>
    failing.then(
      () => expect.fail('the matcher passed'),
      (error: Error & Record<'actual' | 'expected', unknown>) => error,
    )

  it('is in every error, in the same form on both sides', async () => {
    const of = async (failing: Promise<void>): Promise<readonly unknown[]> => {
      const { expected, actual } = await failed(failing)
      return [expected, actual]
    }
    expect(await of(expect(message).toHaveTls('TLSv1.2'))).toEqual([
      { version: 'TLSv1.2' },
      { version: 'TLSv1.3' },
    ])
    expect(await of(expect(message).toHaveArrivedOn('submission'))).toEqual(['submission', 'smtps'])
    expect(await of(expect(message).toHaveSender('b@x.test'))).toEqual(['b@x.test', 'shop@example.test'])
    expect(await of(expect(message).toHaveRecipients('ADA@example.test'))).toEqual([
      ['ada@example.test'],
      ['ada@example.test', 'eve@example.test'],
    ])
    expect(await of(expect(message).toHaveSubject('Gruss'))).toEqual(['Gruss', 'Grüße'])
    expect(await of(expect(message).toHaveText('13'))).toEqual(['13', expect.stringContaining('12 €')])
    expect(await of(expect(message).toHaveAttachment({ filename: 'a.txt', content: 'other' }))).toEqual([
      { filename: 'a.txt', content: 'other' },
      [{ filename: 'a.txt', content: 'content' }],
    ])
    expect(await of(assertThat(message).toHaveSender('b@x.test'))).toEqual(['b@x.test', 'shop@example.test'])
  })

  it('names the matcher, for reporters', async () => {
    const { toHaveSender, toHaveReceivedMessage } = matchers
    expect(await toHaveSender(message, 'b@x.test')).toMatchObject({ name: 'toHaveSender', pass: false })
    expect(await toHaveReceivedMessage(server, { to: 'z@x.test' }, { timeoutMs: 1 })).toMatchObject({
      name: 'toHaveReceivedMessage',
      pass: false,
    })
  })
})

describe('matchers on a message', () => {
  it('pass where they should', async () => {
    await expect(message).toHaveTls()
    await expect(message).toHaveTls({ version: 'TLSv1.3' })
    await expect(message).toHaveTls('TLSv1.3')
    await expect(message).toHaveTls({ version: 'TLSv1.3', sni: null })
    await expect(message).not.toHaveTls('TLSv1.2')
    await expect(message).not.toHaveTls(false)
    await expect(message).toHaveArrivedOn('smtps')
    await expect(message).not.toHaveArrivedOn('submission')
    await expect(message).toHaveArrivedOn(server.ports.smtps.port)
    await expect(message).toHaveSender('SHOP@example.test')
    await expect(message).toHaveRecipients(['eve@example.test', 'ada@example.test'])
    await expect(message).not.toHaveRecipients('ada@example.test')
    await expect(message).toHaveSubject('grüße')
    await expect(message).toHaveSubject('Grü')
    await expect(message).toHaveSubject(/^Grü/g)
    await expect(message).toHaveText('12 €')
    await expect(message).toHaveAttachment({ filename: 'a.txt', content: 'content' })
    await expect(message).toHaveAttachment('A.TXT')
    await expect(message).toHaveAttachment(/\.txt$/)
    await expect(message).toHaveAttachment({ filename: 'a.txt', contentId: undefined } as object)
    await expect(message).not.toHaveAttachment('b.txt')
    await expect(message).not.toHaveAttachment({ filename: /\.pdf$/ })
  })

  it('take one recipient without a list, and the empty sender of a bounce', async () => {
    const envelope = { ...message.envelope, mailFrom: '', rcptTo: ['ada@example.test'] }
    const bounce = { ...message, envelope, parse: () => message.parse() }
    await expect(bounce).toHaveSender('')
    await expect(message).not.toHaveSender('')
    await expect(bounce).toHaveRecipients('ada@example.test')
  })

  it('say what was expected and what was received', async () => {
    expect(await words(expect(message).toHaveTls(false))).toMatch(/plaintext[\s\S]*TLSv1\.3/)
    expect(await words(expect(message).toHaveArrivedOn('relay'))).toMatch(/relay[\s\S]*smtps/)
    expect(await words(expect(message).toHaveSender('x@y.test'))).toMatch(
      /x@y\.test[\s\S]*<shop@example\.test>/,
    )
    expect(await words(expect(message).toHaveRecipients(['ada@example.test']))).toMatch(/eve@example\.test/)
    expect(await words(expect(message).not.toHaveSubject('Grüße'))).toMatch(
      /not to have a subject containing "Grüße"\nreceived: "Grüße"/,
    )
    expect(await words(expect(message).toHaveText('13 €'))).toMatch(/13 €[\s\S]*12 €/)
    expect(await words(expect(message).toHaveText('13 €'))).toMatch(/to have text containing "13 €"/)
    expect(await words(expect(message).toHaveTls({ version: 'TLSv1.2', sni: null }))).toMatch(
      /to have come under TLS with version "TLSv1\.2", with sni null\n/,
    )
    expect(
      await words(expect(message).toHaveAttachment({ filename: 'b.txt', content: Buffer.of(1) })),
    ).toMatch(
      /an attachment with filename "b\.txt", content of 1 bytes\nreceived: \n  a\.txt, text\/plain, 7 bytes/,
    )
  })

  const refused: readonly [string, readonly unknown[], string, string][] = [
    [
      'toHaveAttachment',
      [{ fileName: 'a.txt' }],
      'OPTION_UNKNOWN',
      'no option "fileName"; it takes filename, ',
    ],
    ['toHaveAttachment', [{ fileName: 'a.txt' }], 'OPTION_UNKNOWN', 'Did you mean filename?'],
    ['toHaveAttachment', [{ filename: 7 }], 'OPTION_INVALID', 'filename is 7; expected a string'],
    ['toHaveAttachment', [{ filename: '' }], 'OPTION_INVALID', 'filename is ""'],
    ['toHaveAttachment', [{ sizeBytes: '7' }], 'OPTION_INVALID', 'sizeBytes is "7"'],
    ['toHaveAttachment', [{ content: 7 }], 'OPTION_INVALID', 'content is 7'],
    ['toHaveAttachment', [''], 'OPTION_INVALID', 'was given ""'],
    ['toHaveAttachment', [null], 'OPTION_INVALID', 'was given null'],
    ['toHaveAttachment', [['a.txt']], 'OPTION_INVALID', "was given [ 'a.txt' ]"],
    ['toHaveAttachment', [Promise.resolve({})], 'OPTION_INVALID', 'was given Promise'],
    ['toHaveTls', ['tlsv1.3'], 'OPTION_INVALID', 'was given "tlsv1.3"; expected one of "TLSv1", '],
    ['toHaveTls', ['tlsv1.3'], 'OPTION_INVALID', 'Did you mean "TLSv1.3"?'],
    ['toHaveTls', [{ version: '1.3' }], 'OPTION_INVALID', 'version is "1.3"'],
    ['toHaveTls', [{ protocol: 'TLSv1.3' }], 'OPTION_UNKNOWN', 'no option "protocol"'],
    ['toHaveTls', [{ sni: false }], 'OPTION_INVALID', 'sni is false'],
    ['toHaveTls', [null], 'OPTION_INVALID', 'was given null'],
    ['toHaveTls', [1.3], 'OPTION_INVALID', 'was given 1.3; expected true, false, a version'],
    ['toHaveArrivedOn', ['submision'], 'OPTION_INVALID', 'Did you mean "submission"?'],
    ['toHaveArrivedOn', ['submissionAlt'], 'OPTION_INVALID', 'Did you mean "submission-alt"?'],
    ['toHaveArrivedOn', ['465'], 'OPTION_INVALID', 'was given "465"; expected a port number, or one of'],
    ['toHaveArrivedOn', [Number.NaN], 'OPTION_INVALID', 'was given NaN'],
    ['toHaveArrivedOn', [], 'OPTION_INVALID', 'was given undefined'],
    ['toHaveSender', [], 'OPTION_INVALID', 'was given undefined; expected a string or a RegExp'],
    ['toHaveSender', [{ address: 'a@b.test' }], 'OPTION_INVALID', "was given { address: 'a@b.test' }"],
    ['toHaveRecipients', [], 'OPTION_INVALID', 'was given undefined; expected an address or a list'],
    ['toHaveRecipients', [[/ada/]], 'OPTION_INVALID', 'was given [ /ada/ ]'],
    ['toHaveRecipients', [''], 'OPTION_INVALID', "was given [ '' ]"],
    ['toHaveSubject', [], 'OPTION_INVALID', 'was given undefined'],
    ['toHaveSubject', [''], 'OPTION_INVALID', 'was given ""; expected a string that is not empty'],
    ['toHaveText', [], 'OPTION_INVALID', 'was given undefined'],
    ['toHaveText', [''], 'OPTION_INVALID', '/^$/ for an empty text'],
  ]
  it.each(refused)('%s refuses %j: %s, %s', async (matcher, given, code, text) => {
    for (const asserted of [expect(message), expect(message).not, assertThat(message).not]) {
      const attempt = (
        asserted as unknown as Record<string, (...given: readonly unknown[]) => Promise<void>>
      )[matcher]!(...given)
      await expect(attempt).rejects.toMatchObject({ code, message: expect.stringContaining(text) })
      await expect(attempt).rejects.toThrow(matcher)
    }
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

  it.each([
    [
      [{}, { timeout: 5 }],
      'OPTION_UNKNOWN',
      'toHaveReceivedMessage has no option "timeout"; it takes timeoutMs, signal. Did you mean timeoutMs?',
    ],
    [[{}, { withinMs: 5 }], 'OPTION_UNKNOWN', 'Did you mean timeoutMs?'],
    [[{}, { timeoutMs: '5' }], 'OPTION_INVALID', 'timeoutMs is "5"; expected milliseconds'],
    [[{}, 5], 'OPTION_INVALID', 'was given 5; expected options such as { timeoutMs: 2000 }'],
    [['ada@example.test'], 'QUERY_INVALID', 'ada@example.test'],
    [[null], 'QUERY_INVALID', 'null'],
  ] as const)('refuse a wait for %j, with and without .not', async (given, code, text) => {
    for (const asserted of [expect(server), expect(server).not]) {
      const matcher = asserted.toHaveReceivedMessage as (...given: readonly unknown[]) => Promise<void>
      await expect(matcher.apply(asserted, given as never)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(text),
      })
    }
  })

  it('watch as long as they are told that nothing comes', async () => {
    const startedAt = performance.now()
    await expect(server).not.toHaveReceivedMessage({ subject: 'late' }, { timeoutMs: 400 })
    expect(performance.now() - startedAt).toBeGreaterThan(390)
  })

  it.each([
    [
      { atLeast: 'bogus' },
      'OPTION_INVALID',
      'atLeast is "bogus"; expected one of "note", "warning", "error"',
    ],
    [{ atLeast: 'erorr' }, 'OPTION_INVALID', 'Did you mean "error"?'],
    [{ atleast: 'error' }, 'OPTION_UNKNOWN', 'Did you mean atLeast?'],
    ['error', 'OPTION_INVALID', 'was given "error"; expected fields such as { atLeast: \'error\' }'],
  ])('toHaveNoFindings refuses %j', async (given, code, text) => {
    await expect(expect(server).toHaveNoFindings(given as never)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text),
    })
  })

  it('are told from what only has findings', async () => {
    expect(await words(expect({ findings: [] }).toHaveNoFindings())).toMatch(/works on a server/)
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
