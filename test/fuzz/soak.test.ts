import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { execFileAsync } from '../support/programs/processes.ts'

it('a short soak: every account adds up, nothing stays open, nothing is reported', async () => {
  const soak = fileURLToPath(new URL('../../bench/soak.js', import.meta.url))
  // Where something is wrong it ends with 1, and the error holds what it printed.
  const { stdout } = await execFileAsync(process.execPath, [soak, '16'])
  expect(stdout).toMatch(/^accepted = present \+ evicted \+ deleted +\d+ = /m)
}, 180_000)
