import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { endRun, isOver, ownerFile, prefix, runnerFile, startOf } from './end-run.js'

const watcher = fileURLToPath(new URL('end-run.js', import.meta.url))

/**
 * Whatever ends a run, no process and no file of it stays. All that its tests write lies in one folder, which TMPDIR names to
 * them and to all that they start; a process beside the run waits for the run to be gone, and then ends and removes the rest.
 * If that one was killed too, the next run does it.
 */
export async function setup({ tmpDir }: TestProject): Promise<() => Promise<void>> {
  const parent = tmpdir()
  for (const name of readdirSync(parent)) {
    const other = join(parent, name)
    if (name.startsWith(prefix) && isOver(other)) await endRun(other)
  }
  const folder = mkdtempSync(join(parent, prefix))
  chmodSync(folder, 0o711) // Postfix works as a user of its own, which has to get to its files.
  writeFileSync(join(folder, ownerFile), `${process.pid} ${startOf(process.pid)}`)
  writeFileSync(join(folder, runnerFile), basename(tmpDir))
  const beside = spawn(process.execPath, [watcher, folder], {
    detached: true, // A Ctrl-C in the terminal is not meant for it.
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const ended = once(beside, 'exit')
  beside.unref()
  process.env['TMPDIR'] = folder
  return async () => {
    process.env['TMPDIR'] = parent
    beside.stdin.end()
    await ended
  }
}
