/**
 * Makes changes in a copy of the project as docs/changing.md has them made: each numbered step, in its order, and nothing
 * else; then what the page names to run, the compiler and the linter. Where the page misses a file, one of them fails.
 *
 * `node scripts/follow-changing.js [NAME …]`: finding, verb, store; without a name, all in one copy.
 */
import './help.js'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { finding } from './changes/finding.js'
import { store } from './changes/store.js'
import { verb } from './changes/verb.js'

const changes = { finding, verb, store }
const project = fileURLToPath(new URL('..', import.meta.url))
/** What is made of the source, and what the copy shares with it. */
const left = new Set(['.git', 'node_modules', 'dist', 'certs'].map((name) => join(project, name)))
const bin = (name) => join(project, 'node_modules/.bin', name)

const names = process.argv.slice(2)
for (const name of names)
  if (!Object.hasOwn(changes, name))
    throw new Error(`Expected some of ${Object.keys(changes).join(', ')}, got ${name}.`)

const root = mkdtempSync(join(tmpdir(), 'fourport-changing-'))
try {
  cpSync(project, root, { recursive: true, filter: (path) => !left.has(path) && !/\/\.walk-/.test(path) })
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  const sections = readFileSync(join(root, 'docs/changing.md'), 'utf8').split(/^## /m)
  for (const name of names.length > 0 ? names : Object.keys(changes)) follow(changes[name], sections)
  run('tsc', [bin('tsc'), '-p', 'tsconfig.json'])
  run('the linter', [bin('oxlint'), '--deny-warnings'])
} finally {
  rmSync(root, { recursive: true, force: true })
}

function follow(change, sections) {
  const section = sections.find((text) => text.startsWith(change.heading))
  if (section === undefined) throw new Error(`docs/changing.md has no section “${change.heading}”.`)
  for (const [, path] of section.matchAll(/^\d+\. `([^`]+)`/gm)) {
    const make = change.steps[path]
    if (make === undefined)
      throw new Error(
        `docs/changing.md, “${change.heading}”, names ${path}: scripts/changes/ does not say what is done there.`,
      )
    make(copyFor(path))
  }
  for (const [, command] of section.matchAll(/`((?:[A-Z_]+=\S+ )*npx vitest run [^`]+)`/g))
    runCommand(command.replaceAll(/\s+/g, ' ').replaceAll('NAME', change.name))
}

/** The copy, for one step: what it writes is where the page says. */
function copyFor(place) {
  const at = (path) => {
    if (path !== place && !(place.endsWith('/') && path.startsWith(place)))
      throw new Error(`${path} is not in ${place}, of which docs/changing.md speaks.`)
    return join(root, path)
  }
  const read = (path) => readFileSync(join(root, path), 'utf8')
  return {
    root,
    read,
    write(path, text) {
      const file = at(path)
      if (existsSync(file)) throw new Error(`${path} is there already.`)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    },
    replace(path, what, by) {
      const before = read(path)
      const after = before.replace(what, by)
      if (after === before)
        throw new Error(`${path} has no ${what} any more: scripts/changes/ is out of date.`)
      writeFileSync(at(path), after)
    },
  }
}

/** A command of the page: variables, then `npx`, a program of the project, and its arguments. */
function runCommand(command) {
  const words = command.split(' ')
  const first = words.findIndex((word) => word === 'npx')
  const env = Object.fromEntries(words.slice(0, first).map((word) => word.split('=')))
  const [program, ...args] = words.slice(first + 1)
  run(command, [bin(program), ...args], env)
}

function run(what, [file, ...args], env = {}) {
  console.log(`${what} …`)
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 300_000,
  })
  if (status === 0) return
  process.stdout.write(stdout.slice(-6_000))
  process.stderr.write(stderr.slice(-6_000))
  throw new Error(`A change that was made as docs/changing.md says fails at: ${what}`)
}
