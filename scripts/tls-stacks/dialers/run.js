/** What the dialers share: running a command for its words, and where their programs and what they build are kept. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const programs = fileURLToPath(new URL('../programs/', import.meta.url))
export const program = (name) => join(programs, name)

export const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e8,
    ...options,
  })

/** The first match of a pattern in what a program prints. */
export const versionBy = (command, args, pattern, options) =>
  pattern.exec(run(command, args, options))?.[1] ?? 'unknown'

/** A setting's words after those of the program that has it. */
export const withWords = (...words) => words.filter(Boolean).join(', ')

/** One and the same version under two paths is one. */
export function unique(found) {
  const seen = new Map(found.map((one) => [`${one.version} ${one.settings}`, one]))
  return [...seen.values()]
}

/** Files of the given names and contents in a folder of the cache; their paths. */
export function write(folder, files) {
  mkdirSync(folder, { recursive: true })
  return Object.entries(files).map(([name, content]) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  })
}

/** A Python environment with the wheels of PyPI named; its folder. */
export function venv(cache, name, packages, exists) {
  const folder = join(cache, name)
  if (!exists(folder)) run('python3', ['-m', 'venv', folder])
  run(join(folder, 'bin/pip'), ['install', '-q', '--disable-pip-version-check', ...packages])
  return folder
}
