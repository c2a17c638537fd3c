import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { arrive, ways } from '../support/wire-script.ts'
import { Wire } from '../support/wire.ts'

const envelope = 'EHLO client.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\n'

async function toData(server: EngineUnderTest): Promise<Wire> {
  const wire = await arrive(server, 'plain')
  wire.write(envelope)
  expect((await wire.replies(4)).at(-1)).toMatch(/^354 /)
  return wire
}

/** As clients of blocking calls do: nothing is read while there is something to write. */
async function sendThenRead(wire: Wire, bytes: Buffer): Promise<string> {
  wire.socket.pause()
  await new Promise((resolve) => wire.socket.write(bytes, resolve))
  wire.socket.resume()
  wire.end()
  return wire.rest()
}

describe('size', () => {
  it.each(ways)('a message over SIZE that did not announce itself: 552 after DATA (%s)', async (way) => {
    await using server = await startEngine({ settings: { sizeLimitBytes: 1000 } })
    const wire = await arrive(server, way)
    wire.write(envelope)
    await wire.replies(4)
    wire.write(`${'x'.repeat(1200)}\r\n.\r\n`)
    expect(await wire.reply()).toMatch(/^552 5\.3\.4 /)
    expect(await wire.command('MAIL FROM:<a@x.test>')).toMatch(/^250 /)
    wire.end()
    const record = await server.session()
    expect(record.entries).toContainEqual(
      expect.objectContaining({ kind: 'data', sizeBytes: 1202, complete: true }),
    )
    expect(server.messages).toEqual([])
  })

  it('exactly SIZE is taken', async () => {
    await using server = await startEngine({ settings: { sizeLimitBytes: 1000 } })
    const wire = await toData(server)
    wire.write(`${'x'.repeat(998)}\r\n.\r\n`)
    expect(await wire.reply()).toMatch(/^250 /)
    wire.end()
  })

  it('past twice the limit the message is broken off, and a client that stops there ends in order', async () => {
    await using server = await startEngine({ settings: { sizeLimitBytes: 100_000 } })
    const wire = await toData(server)
    const block = Buffer.alloc(64 * 1024, 'x')
    wire.socket.on('drain', () => {
      if (!wire.ended) wire.write(block)
    })
    while (!wire.ended && wire.socket.write(block));
    expect(await wire.rest()).toMatch(/^552 5\.3\.4 /)
    wire.end()
    const record = await server.session()
    expect(record.close).toMatchObject({ by: 'server', how: 'fin' })
    expect(record.entries).toContainEqual(
      expect.objectContaining({ kind: 'reply', code: 552, enhanced: '5.3.4' }),
    )
    expect(record.entries).toContainEqual(expect.objectContaining({ kind: 'data', complete: false }))
    expect(server.messages).toEqual([])
  })

  it.each(ways)('a client that reads nothing until all of it is out finds the reply (%s)', async (way) => {
    await using server = await startEngine({ settings: { sizeLimitBytes: 100_000 } })
    const wire = await arrive(server, way)
    wire.write(envelope)
    await wire.replies(4)
    expect(await sendThenRead(wire, Buffer.alloc(20_000_000, 'x'))).toMatch(/^552 5\.3\.4 /)
    expect(wire.error).toBeNull()
  })

  it('a client that never stops is cut', async () => {
    await using server = await startEngine({ settings: { sizeLimitBytes: 100_000 } })
    const wire = await toData(server)
    const block = Buffer.alloc(1024 * 1024, 'x')
    const pump = (): void => {
      while (!wire.socket.destroyed && wire.socket.write(block));
    }
    wire.socket.on('drain', pump)
    pump()
    const record = await server.session()
    expect(record.bytesIn).toBeLessThan(150_000_000)
  })

  it('forty clients that send 49 MB at once all find a reply', async () => {
    const settings = { sizeLimitBytes: 25 * 1024 * 1024, inFlightLimitBytes: 128 * 1024 * 1024 }
    await using server = await startEngine({ settings })
    const wires = await Promise.all(Array.from({ length: 40 }, () => toData(server)))
    const message = Buffer.alloc(49_000_000, 'x')
    message.write('\r\n.\r\n', message.length - 5)
    const answers = await Promise.all(wires.map((wire) => sendThenRead(wire, message)))
    expect(answers.filter((answer) => !/^(?:552 5\.3\.4|421 4\.3\.1) [^\n]*\r\n$/.test(answer))).toEqual([])
    expect(wires.map(({ error }) => error).filter((error) => error !== null)).toEqual([])
    expect(server.errors).toEqual([])
  }, 60_000)

  it('messages in flight together: DATA is refused for the time being', async () => {
    await using server = await startEngine({ settings: { inFlightLimitBytes: 50_000 } })
    const first = await toData(server)
    await first.writeCut(Buffer.alloc(50_000, 'x'), 'at-once')
    const second = await arrive(server, 'starttls')
    await expect
      .poll(async () => {
        await second.command('EHLO client.test')
        await second.command('MAIL FROM:<a@x.test>')
        await second.command('RCPT TO:<b@x.test>')
        return second.command('DATA')
      })
      .toMatch(/^452 4\.3\.1 /)
    first.write('\r\n.\r\n')
    expect(await first.reply()).toMatch(/^250 /)
    expect(await second.command('DATA')).toMatch(/^354 /)
    first.end()
    second.end()
  })

  it('a message that takes the sum over its limit is broken off, and its bytes are given back', async () => {
    await using server = await startEngine({ settings: { inFlightLimitBytes: 100_000 } })
    const wire = await toData(server)
    wire.write(Buffer.alloc(200_000, 'x'))
    await wire.rest()
    const record = await server.session()
    expect(record.entries).toContainEqual(
      expect.objectContaining({ kind: 'reply', code: 421, enhanced: '4.3.1' }),
    )
    const next = await toData(server)
    expect(await next.command('hello\r\n.')).toMatch(/^250 /)
    next.end()
  })
})

describe('recipients', () => {
  it('beyond the limit: 452 for each, and those accepted get their message', async () => {
    await using server = await startEngine({ settings: { maxRecipients: 10 } })
    const wire = await arrive(server, 'plain')
    await wire.command('EHLO client.test')
    await wire.command('MAIL FROM:<a@x.test>')
    wire.write(Array.from({ length: 60 }, (_, index) => `RCPT TO:<r${index}@x.test>\r\n`).join(''))
    const replies = await wire.replies(60)
    expect(replies.filter((reply) => reply.startsWith('250 2.1.5'))).toHaveLength(10)
    expect(replies.filter((reply) => reply.startsWith('452 4.5.3'))).toHaveLength(50)
    await wire.command('DATA')
    expect(await wire.command('.')).toMatch(/^250 /)
    expect(server.messages[0]?.envelope.rcptTo).toHaveLength(10)
    wire.end()
  })

  it('beyond the limit without end: 421, as for other floods, when a thousand were too many', async () => {
    await using server = await startEngine({ settings: { maxRecipients: 10 } })
    const wire = await arrive(server, 'plain')
    await wire.command('EHLO client.test')
    await wire.command('MAIL FROM:<a@x.test>')
    wire.write(Array.from({ length: 99_000 }, (_, index) => `RCPT TO:<r${index}@x.test>\r\n`).join(''))
    const replies = (await wire.rest()).trim().split('\r\n')
    expect(replies.filter((reply) => reply.startsWith('452 4.5.3'))).toHaveLength(1020)
    expect(replies.at(-1)).toMatch(/^421 4\.7\.0 Too many refused commands/)
  })

  it('beyond the limit by a thousand in each of several messages is no flood', async () => {
    await using server = await startEngine({ settings: { maxRecipients: 10 } })
    const wire = await arrive(server, 'plain')
    await wire.command('EHLO client.test')
    for (let round = 0; round < 3; round++) {
      await wire.command('MAIL FROM:<a@x.test>')
      wire.write(Array.from({ length: 1000 }, (_, index) => `RCPT TO:<r${index}@x.test>\r\n`).join(''))
      await wire.replies(1000)
      await wire.command('DATA')
      expect(await wire.command('.')).toMatch(/^250 /)
    }
    wire.end()
  })

  it('one named twice is kept once', async () => {
    await using server = await startEngine()
    const wire = await arrive(server, 'plain')
    wire.write('EHLO x.test\r\nMAIL FROM:<>\r\nRCPT TO:<b@x.test>\r\nRCPT TO:<B@x.test>\r\nDATA\r\n.\r\n')
    await wire.replies(6)
    expect(server.messages[0]?.envelope.rcptTo).toHaveLength(1)
    wire.end()
  })
})

describe('command lines', () => {
  it('a line over the limit is refused once, its rest thrown away, and the next command is heard', async () => {
    await using server = await startEngine()
    const wire = await arrive(server, 'plain')
    wire.write(`NOOP ${'x'.repeat(100_000)}`)
    expect(await wire.reply()).toMatch(/^500 5\.5\.2 Line too long/)
    wire.write(`${'x'.repeat(100_000)}\r\n`)
    expect(await wire.command('NOOP')).toMatch(/^250 /)
    wire.end()
  })

  it('a line without an end closes the connection', async () => {
    await using server = await startEngine()
    const wire = await arrive(server, 'plain')
    const block = Buffer.alloc(64 * 1024, 'x')
    const pump = (): void => {
      while (!wire.ended && wire.socket.write(block));
    }
    wire.socket.on('drain', pump)
    pump()
    const rest = await wire.rest()
    if (rest !== '') expect(rest).toMatch(/^500 5\.5\.2 [^\n]*\r\n421 4\.7\.0 /)
    const record = await server.session()
    expect(record.entries).toContainEqual(expect.objectContaining({ kind: 'reply', code: 421 }))
    expect(record.close?.by).toBe('server')
  })

  it.each([
    ['unknown verbs', 'XYZZY'],
    ['STARTTLS where there is none', 'STARTTLS'],
    ['bad arguments', 'MAIL FROM:bad'],
  ])('%s twenty times in a row: 421', async (_name, line) => {
    await using server = await startEngine()
    const wire = await arrive(server, 'plain')
    await wire.command('EHLO client.test')
    wire.write(`${line}\r\n`.repeat(1000))
    const rest = await wire.rest()
    expect(rest.trim().split('\r\n')).toHaveLength(21)
    expect(rest).toMatch(/421 4\.7\.0 Too many refused commands[^\n]*\r\n$/)
    const record = await server.session()
    expect(record.entries.length).toBeLessThan(60)
  })

  it('a command that is accepted starts the count anew', async () => {
    await using server = await startEngine()
    const wire = await arrive(server, 'plain')
    await wire.command('EHLO client.test')
    for (let round = 0; round < 4; round++) {
      for (let count = 0; count < 15; count++) expect(await wire.command('XYZZY')).toMatch(/^500 /)
      expect(await wire.command('MAIL FROM:<>')).toMatch(/^250 /)
      expect(await wire.command('RSET')).toMatch(/^250 /)
    }
    wire.end()
  })

  it('NOOP for ever: 421, and a record that stays small', async () => {
    await using server = await startEngine()
    const wire = await arrive(server, 'plain')
    wire.write('NOOP\r\n'.repeat(100_000))
    expect(await wire.rest()).toMatch(/421 4\.7\.0 Too many commands without a message[^\n]*\r\n$/)
    const record = await server.session()
    expect(record.entries.length).toBeLessThanOrEqual(200)
    expect(record.dropped).toBeGreaterThan(100)
    expect(record.entries.at(-1)).toMatchObject({ kind: 'reply', code: 421 })
  })
})

describe('connections', () => {
  it('beyond the limit of one port: 421, and the other ports answer', async () => {
    await using server = await startEngine({ settings: { maxConnections: 2 } })
    const open = [await arrive(server, 'plain'), await arrive(server, 'plain')]
    const third = await Wire.open(server.ports.relay)
    expect(await third.rest()).toMatch(/^421 4\.3\.2 /)
    const other = await arrive(server, 'implicit')
    expect(await other.command('NOOP')).toMatch(/^250 /)
    open[0]?.end()
    await server.session((record) => record.close?.by === 'client')
    const fourth = await arrive(server, 'plain')
    expect(await fourth.command('NOOP')).toMatch(/^250 /)
    for (const wire of [...open, other, fourth]) wire.end()
  })

  it('a refused client that does not leave keeps nobody out', async () => {
    await using server = await startEngine({ settings: { maxConnections: 1 } })
    const first = await arrive(server, 'plain')
    const { host, port } = server.ports.relay
    const stays = connect({ host, port, allowHalfOpen: true }).resume()
    await once(stays, 'end')
    first.end()
    await server.session((record) => record.close?.by === 'client')
    const next = await arrive(server, 'plain')
    expect(await next.command('NOOP')).toMatch(/^250 /)
    next.end()
    stays.destroy()
  })

  it('on the implicit TLS port the refusal comes inside TLS', async () => {
    await using server = await startEngine({ settings: { maxConnections: 1 } })
    const first = await arrive(server, 'implicit')
    const second = await Wire.openTls(server.ports.smtps)
    expect(await second.rest()).toMatch(/^421 4\.3\.2 /)
    first.end()
  })

  it.each(ways)('idle: 421 4.4.2 (%s)', async (way) => {
    await using server = await startEngine({ settings: { idleTimeoutMs: 150 } })
    const wire = await arrive(server, way)
    expect(await wire.rest()).toMatch(/^421 4\.4\.2 /)
    const record = await server.session()
    expect(record.entries).toContainEqual(expect.objectContaining({ kind: 'server', what: 'idle-timeout' }))
    expect(record.close).toMatchObject({ by: 'server', how: 'fin' })
  })

  it('idle in the middle of a message: nothing is captured', async () => {
    await using server = await startEngine({ settings: { idleTimeoutMs: 150 } })
    const wire = await toData(server)
    wire.write('half a mess')
    expect(await wire.rest()).toMatch(/^421 4\.4\.2 /)
    expect(server.messages).toEqual([])
  })

  it('busy for ever: the deadline of a connection', async () => {
    await using server = await startEngine({ settings: { sessionTimeoutMs: 300, idleTimeoutMs: 200 } })
    const wire = await arrive(server, 'plain')
    const drip = setInterval(() => wire.write('N'), 20)
    expect(await wire.rest()).toMatch(/^421 4\.4\.2 The connection has lived/)
    clearInterval(drip)
    const record = await server.session()
    expect(record.entries).toContainEqual(expect.objectContaining({ kind: 'server', what: 'deadline' }))
  })

  it('a client that never reads its replies is not read either', async () => {
    await using server = await startEngine({ settings: { maxRecipients: 1_000_000 } })
    const wire = await arrive(server, 'plain')
    await wire.command('EHLO client.test')
    await wire.command('MAIL FROM:<>')
    wire.socket.pause()
    const block = Array.from({ length: 2000 }, (_, index) => `RCPT TO:<r${index}@x.test>\r\n`).join('')
    // Until neither side's buffers take any more, 64 MiB at most.
    let written = 0
    let blocked = false
    while (!blocked && written < 64 * 1024 * 1024) {
      written += block.length
      blocked = !wire.socket.write(block) && wire.socket.writableLength > 1024 * 1024
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(blocked).toBe(true)
    const [open] = server.engine.openSessions()
    expect(open?.bytesIn).toBeLessThan(written)
    wire.destroy()
  })
})
