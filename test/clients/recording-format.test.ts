import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startServer, type SessionRecord } from '../../src/index.ts'
import { transcript } from '../diagnosis/support/transcript.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { mistakes } from '../support/clients/mistakes.ts'
import { readRecordings } from '../support/clients/recording.ts'
import { neutralHello } from '../support/recordings/neutral-hello.ts'
import { neutralMessageId } from '../support/recordings/neutral-message-id.ts'
import { normalise } from '../support/recordings/normalise.ts'
import { putIntoRecordingFile, readRecordingFile } from '../support/recordings/recording-file.ts'
import { packSession, unpackSession } from '../support/recordings/session-line.ts'
import { send } from '../support/send.ts'

const folder = mkdtempSync(join(tmpdir(), 'fourport-recording-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const all = (['suite', 'others', 'wire'] as const).flatMap((whose) => readRecordings(whose))
const textOf = (sessions: readonly SessionRecord[]): string => JSON.stringify(sessions.map(packSession))
const named = (name: string): SessionRecord[] => [...all.find((one) => one.name === name)!.sessions]

describe('recorded twice, a client that does the same is the same text', () => {
  const steady = [
    'no-from',
    'starttls-abandoned',
    'auth-cancelled',
    'no-second-ehlo',
    'http',
    'recipient-refused',
  ]
  it.each(mistakes.filter(({ name }) => steady.includes(name)))('$name', async ({ options, play }) => {
    const runs: string[] = []
    for (const certs of ['first', 'second']) {
      await using server = await startServer({ certs: join(folder, certs), ...options })
      await play(server)
      runs.push(textOf(normalise(await endedSessions(server))))
    }
    expect(runs[0]).toBe(runs[1])
  })

  it('Nodemailer, in several sessions, with Message-IDs of its own', async () => {
    const runs: string[] = []
    for (const certs of ['first', 'second']) {
      await using server = await startServer({ certs: join(folder, certs) })
      await send(server.ports.smtps)
      await send(server.ports.submission)
      runs.push(textOf(normalise(await endedSessions(server, { count: 2 }))))
    }
    expect(runs[0]).toBe(runs[1])
    expect(runs[0]).toContain('"messageId":"00000000-0000-4000-8000-000000000000@example.test"')
    expect(runs[0]).toContain('Message kept as message-2')
    expect(runs[0]).not.toContain(folder)
  })
})

describe('what is kept of a session', () => {
  it('is read back as it was written', () => {
    for (const { name, sessions } of all)
      for (const session of sessions)
        expect(unpackSession(JSON.parse(JSON.stringify(packSession(session)))), name).toEqual(session)
  })

  it('does not change when it is made neutral again', () => {
    for (const { name, sessions } of all) expect(normalise(sessions), name).toEqual(sessions)
  }, 60_000)

  it('keeps a wait that the diagnosis speaks of, and no other', () => {
    const [held] = normalise(named('wire/left-while-greeting-held'))
    expect(held!.close!.atMs).toBe(100)
    const silent = transcript('smtps', 'after 2950\nclose client', {})
    expect(normalise([silent])).toMatchObject([{ durationMs: 3_000 }])
    const slow = transcript(
      'relay',
      'S: 220 x\nC: EHLO a.test\nS: 250 x\nafter 1200\nC: MAIL FROM:<>\nS: 250 ok\nclose client',
    )
    expect(normalise([slow])).toMatchObject([{ durationMs: 0 }])
  })

  it('says the order, the number and the rest of every entry', () => {
    const record = transcript('relay', 'S: 220 x\nC(pipelined): EHLO a.test\nS: 250 x\nclose client')
    const [kept] = normalise([record])
    const bare = ({ atMs: _atMs, ...entry }: SessionRecord['entries'][number]): unknown => entry
    expect(kept!.entries.map(bare)).toEqual(record.entries.map(bare))
  })

  it('calls the machine by a name of its own, as a whole word, in the size of its line too', () => {
    const line = `EHLO ${hostname()}`
    const record = transcript('relay', `S: 220 x${hostname()}x\nC: ${line}\nS: 250 x\nclose client`)
    const [kept] = normalise([{ ...record, bytesIn: Buffer.byteLength(line) + 2 }])
    expect(kept).toMatchObject({ clientName: 'machine.test', bytesIn: 19 })
    expect(kept!.entries).toMatchObject([
      { text: [`x${hostname()}x`] },
      { line: 'EHLO machine.test', sizeBytes: 19 },
      {},
    ])
  })

  it.each([
    ['179562525585.13716.14234616839688661234@localhost', '0000000000.0000000000.0000000000@localhost'],
    ['2095490653.0.1795625237569@localhost', '0000000000.0.1000000000000@localhost'],
    ['FoU5G4BLvrma.dh4GJY1rO@machine.test', 'xxxxxxxxxxxxxxxxxxxxxx@machine.test'],
    ['5ba63358daa8ccae54d193edccdcb0f8@client.test', `${'f'.repeat(32)}@client.test`],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301@x.test', '00000000-0000-4000-8000-000000000000@x.test'],
    ['curl.relay.right.by.address@client.test', 'curl.relay.right.by.address@client.test'],
  ])('takes chance out of the Message-ID %s', (messageId, expected) => {
    expect(neutralMessageId(messageId)).toBe(expected)
    expect(neutralMessageId(expected)).toBe(expected)
  })

  it('has one order for the extensions of rustls, which shuffles them, and leaves those of others', () => {
    const hello = { recordVersion: 'TLSv1.0', versions: ['TLSv1.3'], sni: null, alpn: [] }
    const shuffled = { ...hello, ja4ro: 't13d101000_1302,00ff_002b,000a_0503' }
    expect(neutralHello(shuffled).ja4ro).toBe('t13d101000_1302,00ff_000a,002b_0503')
    const openssl = { ...hello, ja4ro: 't13d101000_1302,c009_002b,000a_0503' }
    expect(neutralHello(openssl)).toBe(openssl)
  })
})

describe('the file of a client', () => {
  const one = (name: string, line: string): Parameters<typeof putIntoRecordingFile>[2] => ({
    name,
    expected: [],
    sessions: normalise([transcript('relay', `S: 220 x\nC: ${line}\nclose client`)]),
  })
  const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').trimEnd().split('\n')

  it('has a line for each session, by the names of the cases, and a case once', () => {
    const file = join(folder, 'a.jsonl')
    const curl = { client: 'curl', version: '1' }
    putIntoRecordingFile(file, curl, one('b', 'EHLO b.test'))
    putIntoRecordingFile(file, curl, { ...one('a', 'EHLO a.test'), expected: ['x'] })
    const before = linesOf(file)
    putIntoRecordingFile(file, curl, one('b', 'EHLO c.test'))
    const after = linesOf(file)
    expect(after).toHaveLength(3)
    expect(after.filter((line, at) => line !== before[at])).toEqual([expect.stringContaining('EHLO c.test')])
    expect(readRecordingFile(file)).toMatchObject({
      recorded: curl,
      cases: [
        { name: 'a', expected: ['x'], sessions: [{ clientName: 'a.test' }] },
        { name: 'b', expected: [], sessions: [{ clientName: 'c.test' }] },
      ],
    })
  })

  it('is begun anew by another version', () => {
    const file = join(folder, 'b.jsonl')
    putIntoRecordingFile(file, { client: 'curl', version: '1' }, one('a', 'EHLO a.test'))
    putIntoRecordingFile(file, { client: 'curl', version: '2' }, one('b', 'EHLO b.test'))
    expect(readRecordingFile(file)).toMatchObject({ recorded: { version: '2' }, cases: [{ name: 'b' }] })
  })
})
