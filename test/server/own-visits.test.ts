import { describe, expect, it } from 'vitest'
import { startServer, type FourportServer } from '../../src/index.ts'
import { healthMark } from '../../src/base/health-mark.ts'
import { checkPort, checkTimeoutMs } from '../../src/cli/health/check.ts'
import { isOwnVisit } from '../../src/server/own-visits.ts'
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
    // A client of each port behind it: sessions are told in the order they end.
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

describe('whoever imitates a health check', () => {
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

  it('is on record when it comes from another machine', () => {
    const said = (n: number, line: string) =>
      ({ kind: 'command', verb: line.slice(0, 4), line, secure: false, lineEnd: 'crlf', sizeBytes: 9, pipelined: false, n, atMs: n }) as const // prettier-ignore
    const heard = (n: number, code: number) =>
      ({ kind: 'reply', code, enhanced: null, text: [''], secure: false, n, atMs: n }) as const
    const entries = [heard(1, 220), said(2, mark), heard(3, 250), said(4, 'QUIT'), heard(5, 221)]
    const visit = (remote: string, host: string): boolean =>
      isOwnVisit({ remote: { host: remote, port: 1 }, port: { host }, entries, dropped: 0 } as never)
    expect(visit('127.0.0.1', '0.0.0.0')).toBe(true)
    expect(visit('::1', '::')).toBe(true)
    expect(visit('172.18.0.2', '172.18.0.2')).toBe(true)
    expect(visit('172.18.0.1', '0.0.0.0')).toBe(false)
    expect(visit('172.18.0.1', '172.18.0.2')).toBe(false)
  })
})
