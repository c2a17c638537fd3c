import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRecords } from '../../src/cli/records.ts'
import { type ServerPort, startServer } from '../../src/index.ts'
import { send } from '../support/send.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fourport-record-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the record option', () => {
  it('appends a line for each session that has ended, with the ports of the server', async () => {
    const record = join(folder, 'sessions.jsonl')
    const server = await startServer({ record })
    await send(server.ports.relay)
    await send(server.ports.smtps)
    await server.close()

    const lines = readFileSync(record, 'utf8').trimEnd().split('\n')
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(records.map(({ version, port }) => ({ version, port }))).toMatchObject([
      { version: 1, port: { name: 'relay' } },
      { version: 1, port: { name: 'smtps' } },
    ])
    expect(records[0]?.['ports']).toContainEqual({
      profile: 'smtps',
      port: server.ports.smtps.port,
      tls: 'implicit',
    })
    expect(statSync(record).mode & 0o777).toBe(0o600)
  })

  it('stops the start where the file cannot be written', async () => {
    await expect(startServer({ record: join(folder, 'nowhere', 'sessions.jsonl') })).rejects.toMatchObject({
      code: 'RECORD_UNWRITABLE',
      message: expect.stringContaining('nowhere') as string,
    })
  })

  it('goes on when it can write again, and reports what is missing', async () => {
    const record = join(folder, 'now-and-then.jsonl')
    const errors: unknown[] = []
    await using server = await startServer({ record })
    server.on('error', (error) => errors.push(error))
    const sessionOf = async (port: ServerPort): Promise<void> => {
      const ended = new Promise((resolve) => server.on('session', resolve))
      await send(port)
      await ended
    }
    await sessionOf(server.ports.relay)
    // A folder in its place refuses every write, as a disk without room does, and needs no rights to make.
    renameSync(record, `${record}.away`)
    mkdirSync(record)
    await sessionOf(server.ports.relay)
    await sessionOf(server.ports.smtps)
    rmdirSync(record)
    renameSync(`${record}.away`, record)
    await sessionOf(server.ports.relay)
    await server.close()
    expect(errors).toMatchObject([
      { code: 'RECORD_UNWRITABLE' },
      {
        code: 'RECORD_INCOMPLETE',
        message: expect.stringContaining('2 session records are missing') as string,
      },
    ])
    const lines = readRecords(readFileSync(record, 'utf8'), record)
    expect(lines).toMatchObject([
      { port: { name: 'relay' } },
      { missing: { sessions: 2 } },
      { port: { name: 'relay' } },
    ])
  })

  it.skipIf(process.platform !== 'linux')(
    'goes on, and says so once, where the disk is full later',
    async () => {
      await using server = await startServer({ record: '/dev/full' })
      const errors: unknown[] = []
      server.on('error', (error) => errors.push(error))
      await send(server.ports.relay)
      await send(server.ports.relay)
      await server.waitForMessages(2)
      await server.close()
      expect(errors).toMatchObject([
        { code: 'RECORD_UNWRITABLE', message: expect.stringContaining('ENOSPC') as string },
      ])
    },
  )
})
