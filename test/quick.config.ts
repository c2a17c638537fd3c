import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import whole from '../vitest.config.ts'

/**
 * `npm run check:quick`: the tests that need neither a socket nor a process, in processes that share what they import. A new
 * test file is among them by itself if nothing that it imports opens a socket or starts a process.
 */
const root = fileURLToPath(new URL('../', import.meta.url))

const reaching = new RegExp(
  [
    String.raw`^import (?!type )[^'"]*\b(?:connect|createServer|createConnection|get|request|Server|Socket)\b[^'"]* from 'node:(?:net|tls|https?)'`,
    String.raw`^import (?!type )[^'"]*'(?:node:child_process|node:worker_threads|vite|playwright-core)'`,
  ].join('|'),
  'm',
)

const known = new Map<string, boolean>()

/** Whether a file, or what it imports, can open a socket or start a process. */
function reaches(file: string): boolean {
  const before = known.get(file)
  if (before !== undefined) return before
  known.set(file, false) // A circle adds nothing.
  const text = readFileSync(file, 'utf8')
  const imports = text.matchAll(/^(?!import type|export type).*?(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']*)'/gm)
  const found =
    reaching.test(text) ||
    [...imports].some(([, path = '']) => {
      const target = resolve(dirname(file), path)
      return existsSync(target) && reaches(target)
    })
  known.set(file, found)
  return found
}

const quick = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  // Whether work grows with its input is measured, which takes a third of the time of all the others.
  .filter((path) => path.endsWith('.test.ts') && !/^(?:package|growth)\//.test(path))
  .map((path) => join(root, 'test', path))
  // A session without a socket: what it is driven by stands beside what drives one with a socket.
  .filter((file) => relative(join(root, 'test/protocol'), file).startsWith('..') === false || !reaches(file))

export default defineConfig({
  ...whole,
  root,
  test: {
    ...whole.test,
    include: quick.map((file) => relative(root, file)),
    setupFiles: ['test/support/no-sockets.ts'],
    isolate: false,
  },
})
