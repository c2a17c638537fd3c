import { once } from 'node:events'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { startServer, type FourportServer } from '../../src/index.ts'
import { healthMark } from '../../src/base/health-mark.ts'
import { checkPort, checkTimeoutMs } from '../../src/cli/health/check.ts'
import { isOwnHealthCheck } from '../../src/server/own-health-check.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { Wire } from '../support/wire.ts'

const mark = `NOOP ${healthMark}`

/** A client of the relay port that says these lines, then ends its side. */
async function say(server: FourportServer, lines: readonly string[]): Promise<void> {
  const wire = await Wire.open(server.ports.relay)
  await wire.reply()
  for (const line of lines) await wire.command(line)
  wire.end()
  await wire.rest()
}

describe('a health check', () => {
  it('leaves no record, on any port', async () => {
    await using server = await startServer()
    const told: string[] = []
    server.on('session', ({ id }) => told.push(id))
    const { relay, smtps, submission, submissionAlt } = server.ports
    for (const port of [relay, smtps, submission, submissionAlt]) {
      const target = { name: port.name, host: port.host, port: port.port, tls: port === smtps }
      expect(await checkPort(target, AbortSignal.timeout(checkTimeoutMs))).toMatchObject({ fault: null })
    }
    // A client of each port after it: sessions are told in the order they end.
    for (const port of [relay, submission, submissionAlt]) {
      const wire = await Wire.open(port)
      await wire.reply()
      await wire.command('QUIT')
      await wire.rest()
    }
    const wire = await Wire.openTls(smtps)
    await wire.reply()
    await wire.command('QUIT')
    await wire.rest()
    const records = await endedSessions(server, { count: 4 })
    expect(records.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'command'))).toHaveLength(4)
    expect(told).toHaveLength(4)
  })
})

describe('a health check of a server that hangs', () => {
  it('leaves no record when the server goes on', async () => {
    await using server = await startServer()
    const { relay, smtps, submission, submissionAlt } = server.ports
    const ports = [relay, smtps, submission, submissionAlt]
    // What the check does at its deadline, seen from a server that did not come to read before it.
    for (const { host, port } of ports.filter((port) => port !== smtps)) {
      const wire = await Wire.open({ host, port })
      wire.write(`${mark}\r\nQUIT\r\n`)
      wire.end()
      await wire.rest()
    }
    const over = AbortSignal.abort()
    const target = { name: 'smtps', host: smtps.host, port: smtps.port, tls: true }
    expect(await checkPort(target, over)).toMatchObject({ fault: 'no answer within 2 s' })
    const given = connect({ host: smtps.host, port: smtps.port, ALPNProtocols: [healthMark] })
    given.on('error', () => undefined)
    given.once('connect', () => given.destroySoon())
    await once(given, 'close')
    const other = await Wire.openTls(smtps)
    await other.reply()
    await other.command('QUIT')
    await other.rest()
    const records = await endedSessions(server)
    expect(records.map(({ clientHello }) => clientHello?.sni)).toEqual(['localhost'])
  })
})

describe('a client that imitates a health check', () => {
  it.each([
    ['says what it says, and something more before', ['EHLO me.test', mark, 'QUIT']],
    ['says what it says, and something more between', [mark, 'EHLO me.test', 'QUIT']],
    ['sends a message', [mark, 'HELO me', 'MAIL FROM:<a@me.test>', 'RCPT TO:<b@me.test>', 'QUIT']],
    ['says it twice', [mark, mark, 'QUIT']],
    ['says no QUIT', [mark]],
    ['says another word of the same length', [`NOOP ${'x'.repeat(healthMark.length)}`, 'QUIT']],
    ['says more than the word', [`${mark} please`, 'QUIT']],
    ['logs in where there is no AUTH', [mark, 'AUTH PLAIN AGEAYg==', 'QUIT']],
    ['is refused', [mark, 'XYZZY', 'QUIT']],
  ])('is on record when it %s', async (_what, lines) => {
    await using server = await startServer()
    await say(server, lines)
    const [record] = await endedSessions(server)
    expect(record?.entries.filter(({ kind }) => kind === 'command')).toHaveLength(lines.length)
  })

  it('is on record when it offers the protocol and says something', async () => {
    await using server = await startServer()
    const wire = await Wire.openTls(server.ports.smtps, { ALPNProtocols: [healthMark] })
    await wire.reply()
    await wire.command('EHLO me.test')
    wire.end()
    await wire.rest()
    expect(await endedSessions(server)).toMatchObject([{ clientName: 'me.test' }])
  })

  it('is on record when it asks for a host of that name, and leaves in the handshake', async () => {
    await using server = await startServer()
    const refusing = { servername: healthMark, rejectUnauthorized: true }
    await expect(Wire.openTls(server.ports.smtps, refusing)).rejects.toThrow(/certificate/)
    expect(await endedSessions(server)).toMatchObject([{ clientHello: { sni: healthMark } }])
  })

  it('is on record when it comes from another machine', () => {
    const said = (n: number, line: string) =>
      ({ kind: 'command', verb: line.slice(0, 4), line, secure: false, lineEnd: 'crlf', sizeBytes: 9, pipelined: false, n, atMs: n }) as const // prettier-ignore
    const heard = (n: number, code: number) =>
      ({ kind: 'reply', code, enhanced: null, text: [''], secure: false, n, atMs: n }) as const
    const entries = [heard(1, 220), said(2, mark), heard(3, 250), said(4, 'QUIT'), heard(5, 221)]
    const visit = (remote: string, host: string): boolean =>
      isOwnHealthCheck({ remote: { host: remote, port: 1 }, port: { host }, entries, dropped: 0 } as never)
    expect(visit('127.0.0.1', '0.0.0.0')).toBe(true)
    expect(visit('::1', '::')).toBe(true)
    expect(visit('172.18.0.2', '172.18.0.2')).toBe(true)
    expect(visit('172.18.0.1', '0.0.0.0')).toBe(false)
    expect(visit('172.18.0.1', '172.18.0.2')).toBe(false)
  })
})
