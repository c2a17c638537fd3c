import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { profileNames, send, speakTls } from '../support/fuzz-session.ts'
import { type EngineUnderTest, startEngine } from '../support/smtp-bench.ts'

/** Sessions played at once; their sum below is a few thousand. */
const together = 16
const rounds = 300

let server: EngineUnderTest
beforeAll(async () => {
  server = await startEngine({ users: { user: 'secret' }, settings: { sizeLimitBytes: 20_000 } })
})
afterAll(() => server[Symbol.asyncDispose]())

const line = (...texts: string[]): fc.Arbitrary<Buffer> =>
  fc.constantFrom(...texts).map((text) => Buffer.from(`${text}\r\n`, 'latin1'))

/** What a client might say, in order, out of order, cut off, or never. */
const piece: fc.Arbitrary<Buffer> = fc.oneof(
  {
    weight: 6,
    arbitrary: line('EHLO me.test', 'HELO me', 'EHLO [127.0.0.1]', 'EHLO', 'NOOP', 'RSET', 'HELP'),
  },
  {
    weight: 6,
    arbitrary: line('MAIL FROM:<a@b.test>', 'MAIL FROM:<>', 'MAIL FROM:<a@b.test> SIZE=99999999'),
  },
  {
    weight: 6,
    arbitrary: line('RCPT TO:<c@d.test>', 'RCPT TO:<"a > b"@d.test>', 'RCPT TO:<@x:c@d>', 'RCPT TO:'),
  },
  {
    weight: 5,
    arbitrary: line('DATA', 'data', 'DATA x', 'QUIT', 'VRFY a', 'EXPN a', 'BDAT 3 LAST', 'STARTTLS'),
  },
  {
    weight: 3,
    arbitrary: line('AUTH PLAIN', 'AUTH PLAIN AHVzZXIAc2VjcmV0', 'AUTH LOGIN', 'AUTH CRAM-MD5', '*'),
  },
  { weight: 4, arbitrary: line('.', '\r\n.') },
  {
    weight: 3,
    arbitrary: line('..', '.\r', '\n.', 'Subject: a\r\n\r\nb\r\n.', '__proto__', '\xff\xfe'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('.\n', '\r.\r', '\0.\r\n', 'NOOP\n', '\r\n', 'QUIT').map(Buffer.from),
  },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', '.', '\r\n', '\n.', '\0', '..\r\n'), fc.nat(12_000))
      .map(([text, count]) => Buffer.from(text.repeat(count))),
  },
)

/** Half of the sessions begin well, so that what follows is said in every state. */
const opening = fc.integer({ min: -4, max: 4 }).map((depth) =>
  Buffer.from(
    ['EHLO me.test', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@d.test>', 'DATA']
      .slice(0, Math.max(0, depth))
      .map((text) => `${text}\r\n`)
      .join(''),
  ),
)

const session = fc.record({
  port: fc.constantFrom(...profileNames),
  tls: fc.boolean(),
  bytes: fc
    .tuple(opening, fc.array(piece, { maxLength: 14 }))
    .map(([first, pieces]) => Buffer.concat([first, ...pieces])),
  cuts: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 }),
  ending: fc.constantFrom('end' as const, 'end' as const, 'reset' as const, 'destroy' as const),
})

/** Whole replies, each of one class, in printable ASCII, its code the same on every line (RFC 5321 section 4.2). */
const wellFormed =
  /^(?:(?:([2-5]\d\d)-[\x20-\x7e]*\r\n(?:\1-[\x20-\x7e]*\r\n)*\1|[2-5]\d\d)(?: [\x20-\x7e]*)?\r\n)*$/

async function mailStillComes(): Promise<void> {
  for (const name of profileNames) {
    const wire = await speakTls(server.ports[name], name, name !== 'relay')
    if (wire === null) throw new Error(`no TLS on ${name}`)
    const before = server.messages.length
    for (const command of ['EHLO me.test', 'MAIL FROM:<a@b.test>', 'RCPT TO:<c@d.test>'])
      expect(await wire.command(command)).toMatch(/^250/)
    expect(await wire.command('DATA')).toMatch(/^354/)
    expect(await wire.command('..still\r\n.')).toMatch(/^250/)
    expect(server.messages.slice(before).map((message) => message.raw.toString())).toEqual(['.still\r\n'])
    expect(await wire.command('QUIT')).toMatch(/^221/)
    await wire.rest()
  }
}

it('thousands of sessions of any bytes: replies stay whole, nothing breaks, mail still comes', async () => {
  let played = 0
  await fc.assert(
    fc.asyncProperty(fc.array(session, { minLength: together, maxLength: together }), async (sessions) => {
      const answers = await Promise.all(sessions.map((each) => send(server.ports[each.port], each)))
      played += answers.length
      for (const answer of answers) expect(answer).toMatch(wellFormed)
      expect(server.errors).toEqual([])
    }),
    // A failed run is told with its seed; shrinking sessions over sockets would take minutes.
    { numRuns: rounds, endOnFailure: true, ...seedOfThisRun() },
  )
  expect(played).toBe(rounds * together)
  expect(server.messages.length).toBeGreaterThan(0)
  await mailStillComes()
  await server.engine.close()
  expect(server.sessions).toHaveLength(played + profileNames.length)
  expect(server.errors).toEqual([])
}, 120_000)

/** `FUZZ_SEED=123` plays one run again; without it each run is a new one. */
function seedOfThisRun(): { readonly seed?: number } {
  const seed = process.env['FUZZ_SEED']
  return seed === undefined ? {} : { seed: Number(seed) }
}

it('the judge of replies knows bad ones', () => {
  expect('220 a\r\n250-b\r\n250 c\r\n250\r\n').toMatch(wellFormed)
  for (const bad of ['250 a', '250 a\n', '250-a\r\n251 b\r\n', '999 x\r\n', '250 \0\r\n', 'x\r\n'])
    expect(bad).not.toMatch(wellFormed)
})
