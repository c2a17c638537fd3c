/**
 * What reading a message takes of its thread's heap, by kind of content: the smallest of these heaps in which a message
 * of so many MiB is read. `node bench/reading-memory.js [MiB] [kind]`; each reading is in a process of its own.
 */
import '../scripts/help.js'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { contents } from './support/contents.js'

const [mebibytes = '2', only] = process.argv.slice(2)
const heaps = [16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512]
const script = fileURLToPath(new URL('support/read-one.js', import.meta.url))

async function read(kind, heap) {
  const args = [script, kind, String(Number(mebibytes) * 1024 ** 2), String(heap)]
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((error) => error)
  return stdout.trim() || 'the process died'
}

for (const kind of only === undefined ? Object.keys(contents) : [only]) {
  for (const heap of heaps) {
    const result = await read(kind, heap)
    if (result === 'the process died') console.log(`${kind}: the process died with a heap of ${heap} MiB`)
    if (!result.startsWith('read')) continue
    console.log(`${kind.padEnd(24)} ${heap} MiB; ${result}`)
    break
  }
}
