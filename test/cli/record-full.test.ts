import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readRecords } from '../../src/cli/records.ts'
import { sendMany } from './support/send-many.ts'
import { certs, runCli, serveJson } from './support/run-cli.ts'

it.skipIf(process.platform === 'win32')(
  'a file that can grow no more holds whole records alone, and goes on when there is room again',
  async () => {
    const record = join(certs, 'sessions.jsonl')
    // A limit for every file of the process cuts a write in the middle, as a disk without room does.
    const cli = await serveJson(['--record', record], {
      through: ['sh', '-c', 'ulimit -f 8; exec "$0" "$@"'],
    })
    const port = cli.ready['ports'].relay.port as number
    const refused = cli.next('error')
    for (let n = 0; n < 20; n++) await sendMany(port, 1, 200)
    expect(await refused).toMatchObject({ code: 'RECORD_UNWRITABLE' })
    const whole = readRecords(readFileSync(record, 'utf8'), record)
    expect(whole.length).toBeGreaterThan(0)

    rmSync(record)
    await sendMany(port, 1, 200)

    expect(await cli.next('error')).toMatchObject({ code: 'RECORD_INCOMPLETE' })
    expect((await cli.stop()).code).toBe(0)
    const [line, ...others] = readRecords(readFileSync(record, 'utf8'), record)
    expect(line).toMatchObject({ missing: { sessions: 20 - whole.length } })
    expect(others).toHaveLength(1)
    const { stdout } = await runCli(['explain', record])
    expect(stdout).toContain(`${20 - whole.length} session records are missing in`)
  },
)
