import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { MessageReader } from '../../src/capture/message-reader.ts'
import type { CapturedMessage } from '../../src/model/message.ts'
import type { ParsedMessage } from '../../src/model/parsed-message.ts'
import type { ParserLimits } from '../../src/capture/reading-limits.ts'
import { type ThreadLimits, ThreadPool } from '../../src/threads/thread-pool.ts'
import { capturedMessage, readerOf } from '../store/messages.ts'
import { workerFile } from '../support/worker-file.ts'
import { bombs } from './bombs.ts'

const MiB = 1024 ** 2
const limits: ThreadLimits = { count: 1, heapBytes: 256 * MiB, deadlineMs: 60_000, idleMs: 60_000 }
const shared = new ThreadPool(workerFile, limits)
const pools: ThreadPool[] = []

afterAll(() => shared.close())
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))

const inThreads = (parser: ParserLimits = {}): MessageReader => readerOf(parser, shared)

function hurried(deadlineMs: number): MessageReader {
  const pool = new ThreadPool(workerFile, { ...limits, deadlineMs })
  pools.push(pool)
  return readerOf({}, pool)
}

const long = (text: string): string => text + 'and so on\r\n'.repeat(40_000)

/** Buffers as texts, which are compared in a moment. */
function comparable(message: ParsedMessage): object {
  const attachments = message.attachments.map((one) => ({ ...one, content: one.content.toString('latin1') }))
  return { ...message, attachments }
}

describe('a message that is not small', () => {
  it.each(Object.entries(bombs))('%s: says in a thread what it says here', async (_, make) => {
    const message = capturedMessage({ raw: make() })
    const here = await readerOf().parse(message)
    expect(comparable(await inThreads().parse(message))).toEqual(comparable(here))
    if (message.sizeBytes > 256 * 1024) {
      expect(here.text.startsWith(await inThreads().text(message))).toBe(true)
    }
  })

  it.each(['5 MiB of header', '900 kB of addresses', 'encoded words of 40 charsets'])(
    '%s: has the same header and fields',
    async (name) => {
      const message = capturedMessage({ raw: (bombs[name] as () => Buffer)() })
      expect(await inThreads().fields(message)).toEqual(await readerOf().fields(message))
      expect(await inThreads().header(message)).toEqual(await readerOf().header(message))
    },
  )

  it('leaves the bytes of its lender as they were', async () => {
    const message = capturedMessage({ text: long('Hello') })
    const before = Buffer.from(message.raw)
    await inThreads().parse(message, message.raw)
    expect(message.raw.equals(before)).toBe(true)
  })

  it('is searched in all of its text, by strings and patterns', async () => {
    const message = capturedMessage({ text: `${long('First')}Last` })
    const { textHas, text } = inThreads()
    expect(await textHas(message, 'LAST')).toBe(true)
    expect(await textHas(message, /^Last$/m)).toBe(true)
    expect(await textHas(message, /^last$/m)).toBe(false)
    expect(await textHas(message, 'Second')).toBe(false)
    expect(await text(message)).toMatch(/^First/)
  })

  it('that is said in more than may be handed over says so, and keeps its header', async () => {
    const message = capturedMessage({ subject: 'large', text: long('Hello') })
    const parsed = await inThreads({ maxResultBytes: 100_000 }).parse(message)
    expect(parsed).toMatchObject({ subject: 'large', from: [{ address: 'sender@b.test' }], text: '' })
    expect(parsed.parseError).toMatch(/^What it says takes \d+ bytes; .* no more than 100000 are handed over/)
  })

  it('whose reading takes too long says so, keeps its header, and is read again when asked', async () => {
    const message = capturedMessage({ subject: 'slow', text: long('Hello') })
    const reader = hurried(0)
    const parsed = await reader.parse(message)
    expect(parsed).toMatchObject({ subject: 'slow', text: '', html: null, attachments: [] })
    expect(parsed.parseError).toBe(
      'The message could not be taken apart. It was not done within 0 ms. Its raw bytes are kept.',
    )
    expect(await reader.parse(message)).not.toBe(parsed)
  })

  it('whose reading takes too much memory says so, and the next is read', async () => {
    const pool = new ThreadPool(workerFile, { ...limits, heapBytes: 20 * MiB })
    pools.push(pool)
    const reader = readerOf({}, pool)
    const hostile = capturedMessage({ subject: 'LF', text: '\n'.repeat(2 * MiB) })
    const { subject, parseError } = await reader.parse(hostile)
    expect([subject, parseError]).toEqual([
      'LF',
      'The message could not be taken apart. It took more than 20 MiB of memory. Its raw bytes are kept.',
    ])
    expect((await reader.parse(capturedMessage({ text: long('Next') }))).text).toMatch(/^Next/)
  })
})

it('one that a list has asked for comes first where somebody asks for it alone', async () => {
  const done: string[] = []
  const reader = inThreads()
  const mail = (subject: string) => capturedMessage({ subject, text: long('Hello') })
  const read = async (by: MessageReader, message: CapturedMessage): Promise<void> => {
    done.push((await by.parse(message)).subject)
  }
  const last = mail('last of the list')
  const one = read(reader, mail('being read'))
  const list = [mail('list 1'), mail('list 2'), last].map((message) => read(reader.forLists(), message))
  await Promise.all([one, ...list, read(reader, last)])
  expect(done).toEqual(['being read', 'last of the list', 'last of the list', 'list 1', 'list 2'])
})

it('a pattern that never ends matches nothing, and the others go on meanwhile', async () => {
  const reader = hurried(500)
  const message = capturedMessage({ text: `${'a'.repeat(400_000)}!` })
  let turns = 0
  const counting = setInterval(() => turns++, 1)
  try {
    expect(await reader.textHas(message, /^(a|aa)+$/)).toBe(false)
    expect(turns).toBeGreaterThan(10)
  } finally {
    clearInterval(counting)
  }
})
