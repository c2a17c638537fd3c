import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../src/index.ts'
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
