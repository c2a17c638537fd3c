import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { messageOf } from '../../src/base/errors.ts'
import { readRecords } from '../../src/cli/records.ts'
import { sendMany } from './support/send-many.ts'
import { certs, runCli, serveJson } from './support/run-cli.ts'

it.skipIf(process.platform === 'win32')(
  'a file that can grow no more holds whole records alone, and goes on when there is room again',
  async () => {
    const record = join(certs, 'sessions.jsonl')
    // A limit for every file of the process cuts a write in the middle, as a disk without room does.
    const cli = await serveJson(['--record', record], {
      through: ['sh', '-c', 'ulimit -f 64; exec "$0" "$@"'],
    })
    const port = cli.ready['ports'].relay.port as number
    const errors: string[] = []
    // Lines of either kind, in whichever order they come.
    const until = async (sessions: number, reported: number): Promise<void> => {
      let seen = 0
      const done = (): boolean => seen >= sessions && errors.length >= reported
      while (!done()) {
        try {
          await cli.next('session')
          seen++
        } catch (error) {
          errors.push(messageOf(error))
        }
      }
    }
    for (let n = 0; n < 20; n++) await sendMany(port, 1, 200)
    await until(20, 1)
    expect(errors).toEqual([expect.stringContaining('RECORD_UNWRITABLE')])
    const whole = readRecords(readFileSync(record, 'utf8'), record)
    expect(whole.length).toBeGreaterThan(0)

    rmSync(record)
    await sendMany(port, 1, 200)
    await until(1, 2)
    expect(errors[1]).toContain('RECORD_INCOMPLETE')
    expect((await cli.stop()).code).toBe(0)
    const [gap, ...others] = readRecords(readFileSync(record, 'utf8'), record)
    if (gap === undefined || !('missing' in gap)) throw new Error('There is no line for what is missing')
    // Every session is in one of the two files, or counted as missing.
    expect(whole.length + gap.missing.sessions + others.length).toBe(21)
    const { stdout } = await runCli(['explain', record])
    expect(stdout).toContain(`${gap.missing.sessions} session records are missing in`)
  },
)
