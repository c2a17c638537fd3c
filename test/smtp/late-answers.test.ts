import { setTimeout as after } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Observation } from '../../src/model/observation.ts'
import { HandClock } from '../support/hand-clock.ts'
import { LateStore } from '../support/late-store.ts'
import { startEngine, type EngineOptions, type EngineUnderTest } from '../support/smtp-bench.ts'
import { arrive, ways, type Way } from '../support/wire-script.ts'
import type { Wire } from '../support/wire.ts'

const envelope = 'EHLO client.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\n'

interface Sent {
  readonly server: EngineUnderTest
  readonly store: LateStore
  readonly wire: Wire
}

/** A client that has sent a message whose store has not answered. */
async function owed(way: Way, options: EngineOptions = {}, after = ''): Promise<Sent> {
  const store = new LateStore()
  const server = await startEngine({ keep: store.keep, withdraw: store.withdraw, ...options })
  const wire = await arrive(server, way)
  wire.write(envelope)
  await wire.replies(4)
  wire.write(`hello\r\n.\r\n${after}`)
  await store.nth(1)
  return { server, store, wire }
}

/** Whatever the server had to say by now has been said: another connection was answered after it. */
async function roundTrip(server: EngineUnderTest): Promise<void> {
  const other = await arrive(server, 'plain')
  await other.command('NOOP')
  other.end()
}

const shape = (entry: Observation): unknown => [
  entry.kind,
  'code' in entry ? entry.code : null,
  'verb' in entry ? entry.verb : null,
  'pipelined' in entry ? entry.pipelined : null,
]

describe.each(ways)('a store that answers later (%s)', (way) => {
  it('after 30 ms: 250 then, and not before', async () => {
    let has = false
    await using server = await startEngine({
      keep: async () => {
        await after(30)
        has = true
        return null
      },
    })
    const wire = await arrive(server, way)
    wire.write(envelope)
    await wire.replies(4)
    wire.write('hello\r\n.\r\n')
    expect(await wire.reply()).toMatch(/^250 2\.6\.0 /)
    expect(has).toBe(true)
    expect(await wire.command('QUIT')).toMatch(/^221 /)
    wire.end()
    const record = await server.session()
    expect(record.messages).toHaveLength(1)
    expect(record.entries.slice(-6).map(shape)).toEqual([
      ['reply', 354, null, null],
      ['data', null, null, null],
      ['message', null, null, null],
      ['reply', 250, null, null],
      ['command', null, 'QUIT', false],
      ['reply', 221, null, null],
    ])
    expect(server.errors).toEqual([])
  })

  it('says nothing while it waits, reads its own bytes only, and is asked once', async () => {
    const { server, store, wire } = await owed(way)
    await roundTrip(server)
    expect(wire.pending).toBe('')
    const first = await store.nth(1)
    const other = await arrive(server, way)
    other.write(`${envelope}other bytes\r\n.\r\n`)
    const second = await store.nth(2)
    expect([first.raw(), second.raw()]).toEqual(['hello\r\n', 'other bytes\r\n'])
    second.answer(null)
    expect((await other.replies(5)).at(-1)).toMatch(/^250 2\.6\.0 /)
    first.answer(null)
    expect(await wire.reply()).toBe(`250 2.6.0 Message kept as ${first.message.id}`)
    expect(await wire.command('NOOP')).toMatch(/^250 2\.0\.0 /)
    expect(store.asked).toHaveLength(2)
    expect(store.withdrawn).toEqual([])
    await server.engine.close()
  })

  it('never: 451 at the deadline, and the session goes on', async () => {
    const { server, store, wire } = await owed(way, { answerTimeoutMs: 60 })
    expect(await wire.reply()).toMatch(/^451 4\.3\.0 /)
    const { message } = await store.nth(1)
    expect(store.withdrawn).toEqual([message.id])
    expect(await wire.command('RSET')).toMatch(/^250 /)
    wire.write(`${envelope}again\r\n.\r\n`)
    const again = await store.nth(2)
    again.answer(null)
    expect((await wire.replies(5)).at(-1)).toBe(`250 2.6.0 Message kept as ${again.message.id}`)
    wire.end()
    expect((await server.session()).messages).toEqual([again.message.id])
    await server.engine.close()
  })

  it('too late: what it kept after the 451 is removed, and nobody hears of it', async () => {
    const { server, store, wire } = await owed(way, { answerTimeoutMs: 60 })
    expect(await wire.reply()).toMatch(/^451 4\.3\.0 /)
    const late = await store.nth(1)
    late.answer(null)
    await roundTrip(server)
    expect(store.withdrawn).toEqual([late.message.id, late.message.id])
    expect(wire.pending).toBe('')
    wire.end()
    const record = await server.session((ended) => ended.id === late.message.origin.sessionId)
    expect(record.messages).toEqual([])
    expect(record.entries.map(({ kind }) => kind)).not.toContain('message')
    await server.engine.close()
  })

  it('with an error: 451, reported once', async () => {
    const { server, store, wire } = await owed(way)
    const fault = new Error('the disk is gone')
    const asked = await store.nth(1)
    asked.fail(fault)
    expect(await wire.reply()).toMatch(/^451 4\.3\.0 /)
    expect(server.errors).toEqual([fault])
    expect(await wire.command('NOOP')).toMatch(/^250 /)
    wire.end()
    expect((await server.session()).messages).toEqual([])
    await server.engine.close()
  })

  it('with a refusal: its own words', async () => {
    const { server, store, wire } = await owed(way)
    ;(await store.nth(1)).answer({ code: 452, enhanced: '4.3.1', text: 'The store is full' })
    expect(await wire.reply()).toBe('452 4.3.1 The store is full')
    await server.engine.close()
  })

  it('at a stop: the answer, then 421, and close() has waited for both', async () => {
    const { server, store, wire } = await owed(way)
    const closed = server.engine.close()
    await expect(arrive(server, 'plain')).rejects.toThrow(/ECONNREFUSED/)
    expect(wire.pending).toBe('')
    ;(await store.nth(1)).answer(null)
    expect(await wire.reply()).toMatch(/^250 2\.6\.0 /)
    expect(await wire.rest()).toMatch(/^421 4\.3\.2 [^\n]*\r\n$/)
    await closed
    expect(server.sessions[0]?.messages).toHaveLength(1)
  })

  it('at a stop and never: 451, then 421', async () => {
    const { server, store, wire } = await owed(way, { settings: { closeTimeoutMs: 60 } })
    const closed = server.engine.close()
    expect(await wire.rest()).toMatch(/^451 4\.3\.0 [^\n]*\r\n421 4\.3\.2 [^\n]*\r\n$/)
    await closed
    expect(store.withdrawn).toHaveLength(1)
    expect(server.sessions[0]?.messages).toEqual([])
  })

  it('past the idle time-out: the answer, and idle time begins with it', async () => {
    const clock = new HandClock()
    const { server, store, wire } = await owed(way, { clock, settings: { idleTimeoutMs: 60 } })
    const idle = await arrive(server, 'plain')
    clock.pass(60)
    expect(await idle.rest()).toMatch(/^421 4\.4\.2 Idle/)
    expect(wire.pending).toBe('')
    ;(await store.nth(1)).answer(null)
    expect(await wire.reply()).toMatch(/^250 2\.6\.0 /)
    clock.pass(60)
    expect(await wire.rest()).toMatch(/^421 4\.4\.2 Idle/)
    await server.engine.close()
  })

  it('past the deadline of the connection: the answer, then 421', async () => {
    const clock = new HandClock()
    const { server, store, wire } = await owed(
      way,
      { clock, settings: { sessionTimeoutMs: 300 } },
      'NOOP\r\n',
    )
    const other = await arrive(server, 'plain')
    clock.pass(300)
    expect(await other.rest()).toMatch(/^421 4\.4\.2 The connection has lived/)
    expect(wire.pending).toBe('')
    ;(await store.nth(1)).answer(null)
    expect(await wire.rest()).toMatch(
      /^250 2\.6\.0 [^\n]*\r\n421 4\.4\.2 The connection has lived[^\n]*\r\n$/,
    )
    await server.engine.close()
  })

  it('a client that is gone by then: the message is kept, the record has it, and no reply', async () => {
    const { server, store, wire } = await owed(way)
    wire.reset()
    await expect
      .poll(() => server.engine.openSessions()[0]?.close)
      .toMatchObject({ by: 'client', how: 'rst' })
    expect(server.sessions).toEqual([])
    const asked = await store.nth(1)
    asked.answer(null)
    const record = await server.session()
    expect(record.messages).toEqual([asked.message.id])
    expect(record.entries.map(({ kind }) => kind).slice(-3)).toEqual(['data', 'socket-error', 'message'])
    expect(store.withdrawn).toEqual([])
    expect(server.engine.openSessions()).toEqual([])
    expect(server.errors).toEqual([])
    await server.engine.close()
  })

  it('a client that is gone, and a store that never answers: the session ends at the deadline', async () => {
    const { server, store, wire } = await owed(way, { answerTimeoutMs: 60 })
    wire.reset()
    const record = await server.session()
    expect(record.messages).toEqual([])
    expect(record.close).toMatchObject({ by: 'client', how: 'rst' })
    expect(store.withdrawn).toEqual([(await store.nth(1)).message.id])
    await server.engine.close()
  })

  it('a client that has closed its side: the answer reaches it', async () => {
    const { server, store, wire } = await owed(way)
    wire.end()
    await expect
      .poll(() => server.engine.openSessions()[0]?.close)
      .toMatchObject({ by: 'client', how: 'fin' })
    ;(await store.nth(1)).answer(null)
    expect(await wire.rest()).toMatch(/^250 2\.6\.0 [^\n]*\r\n$/)
    const record = await server.session()
    expect(record.messages).toHaveLength(1)
    expect(record.close).toMatchObject({ by: 'client', how: 'fin' })
    await server.engine.close()
  })

  it('commands after the dot wait for it, and the record is that of a store that answers at once', async () => {
    const after = 'MAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\nsecond\r\n.\r\nNOOP\r\nQUIT\r\n'
    const { server, store, wire } = await owed(way, {}, after)
    await roundTrip(server)
    expect(wire.pending).toBe('')
    const first = await store.nth(1)
    first.answer(null)
    expect((await wire.replies(4)).map((reply) => reply.slice(0, 3))).toEqual(['250', '250', '250', '354'])
    const second = await store.nth(2)
    second.answer(null)
    expect(await wire.rest()).toMatch(/^250 2\.6\.0 [^\n]*\r\n250 2\.0\.0 [^\n]*\r\n221 [^\n]*\r\n$/)
    wire.end()
    expect([first.raw(), second.raw()]).toEqual(['hello\r\n', 'second\r\n'])
    const late = await server.session((record) => record.messages.length > 0)

    await using prompt = await startEngine()
    const other = await arrive(prompt, way)
    other.write(envelope)
    await other.replies(4)
    other.write(`hello\r\n.\r\n${after}`)
    await other.rest()
    other.end()
    const atOnce = await prompt.session()
    expect(late.entries.map(shape)).toEqual(atOnce.entries.map(shape))
    await server.engine.close()
  })

  it('a flood after the dot is not read, and is answered in order when its turn has come', async () => {
    const { server, store, wire } = await owed(way)
    const block = Buffer.from('NOOP\r\n'.repeat(10_000))
    let written = 0
    let blocked = false
    while (!blocked && written < 64 * 1024 * 1024) {
      written += block.length
      blocked = !wire.socket.write(block) && wire.socket.writableLength > 1024 * 1024
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(blocked).toBe(true)
    expect(server.engine.openSessions()[0]?.bytesIn).toBeLessThan(written / 2)
    expect(wire.pending).toBe('')
    ;(await store.nth(1)).answer(null)
    expect(await wire.reply()).toMatch(/^250 2\.6\.0 /)
    const rest = (await wire.rest()).trimEnd().split('\r\n')
    expect(rest).toHaveLength(202)
    expect(rest.at(-1)).toMatch(/^421 4\.7\.0 Too many commands without a message/)
    wire.destroy()
    await server.engine.close()
  })

  it('its bytes count as arriving until it has answered', async () => {
    const { server, store, wire } = await owed(way, { settings: { inFlightLimitBytes: 7 } })
    const other = await arrive(server, way)
    other.write(envelope)
    expect((await other.replies(4)).at(-1)).toMatch(/^452 4\.3\.1 /)
    ;(await store.nth(1)).answer(null)
    expect(await wire.reply()).toMatch(/^250 /)
    expect(await other.command('DATA')).toMatch(/^354 /)
    await server.engine.close()
  })
})

it('a client that does not read is not read on for an answer', async () => {
  const store = new LateStore()

  const server = await startEngine({ keep: store.keep, withdraw: store.withdraw })
  const wire = await arrive(server, 'plain')
  wire.write('EHLO client.test\r\nMAIL FROM:<a@x.test>\r\n')
  await wire.replies(2)
  wire.socket.pause()
  const recipients = Array.from({ length: 150_000 }, () => 'RCPT TO:<b@x.test>\r\n').join('')
  wire.write(`${recipients}DATA\r\nhello\r\n.\r\n`)
  const flood = Buffer.alloc(4 * 1024 * 1024, 'NOOP\r\n')
  wire.write(flood)
  const open = (): number => server.engine.openSessions()[0]?.bytesIn ?? 0
  // Its replies lie unread: it is not read to the end of what it sent.
  let before = -1
  while (before !== open()) {
    before = open()
    await after(50)
  }
  expect(before).toBeLessThan(recipients.length + flood.length)
  wire.socket.resume()
  ;(await store.nth(1)).answer(null)
  const replies = (await wire.rest()).trimEnd().split('\r\n')
  expect(replies.filter((reply) => reply.startsWith('250 2.1.5'))).toHaveLength(150_000)
  const end = replies.slice(150_000)
  expect(end[0]).toMatch(/^354 /)
  expect(end[1]).toMatch(/^250 2\.6\.0 /)
  expect(end.at(-1)).toMatch(/^421 4\.7\.0 /)
  expect(server.errors).toEqual([])
  wire.destroy()
  await server.engine.close()
})
