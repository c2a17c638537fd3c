/**
 * What is upward within a room, for every room alike, without a table: a folder is one thing to those outside of it, and
 * what it imports must not lead back into it. So a folder's files know only what can be read without them. The linter
 * holds every file of src against it (scripts/rooms-plugin.js).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const page = '(docs/architecture.md, “Rooms”).'
/** Specifiers of ours, however they are loaded. */
const specifiers = /\b(?:from|import|require)\s*\(?\s*['"`](\.[^'"`]+)['"`]/g
/** Room → the graph of its files. One run of the linter reads each room once. */
const graphs = new Map()

/**
 * Why an import goes upward, in one sentence; null: it does not.
 *
 * @param file - where it stands, an absolute path
 * @param specifier - as it is written
 * @param root - of the project
 */
export function upwardOf(file, specifier, root) {
  if (!specifier.startsWith('.')) return null
  const target = slashed(relative(root, fileURLToPath(new URL(specifier, pathToFileURL(file)))))
  const importer = slashed(relative(root, file))
  const [src, room, ...below] = importer.split('/')
  if (src !== 'src' || below.length < 2 || !target.startsWith(`src/${room}/`)) return null
  const graph = graphOf(root, room)
  for (const folder of foldersOf(importer).filter((one) => !target.startsWith(one))) {
    const way = wayInto(folder, target, graph)
    if (way !== null)
      return `${importer} may not import ${target}: that leads back into ${folder.slice(0, -1)} by way of ${way.join(', ')}, and no import within a room goes upward ${page}`
  }
  return null
}

/** The folders within its room that a file is in, the outermost first. */
function foldersOf(file) {
  const parts = file.split('/')
  return parts.slice(2, -1).map((_, index) => `${parts.slice(0, index + 3).join('/')}/`)
}

/** The files from `from` to the first that is in the folder, both included; null: no import leads there. */
function wayInto(folder, from, graph) {
  const before = new Map([[from, null]])
  for (const file of before.keys()) {
    for (const next of graph.get(file) ?? []) {
      if (before.has(next)) continue
      before.set(next, file)
      if (next.startsWith(folder)) return wayTo(next, before)
    }
  }
  return null
}

function wayTo(file, before) {
  const way = []
  for (let at = file; at !== null; at = before.get(at)) way.unshift(at)
  return way
}

function graphOf(root, room) {
  const key = join(root, 'src', room)
  const known = graphs.get(key) ?? readGraph(root, room)
  graphs.set(key, known)
  return known
}

function readGraph(root, room) {
  const entries = readdirSync(join(root, 'src', room), { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => slashed(relative(root, join(entry.parentPath, entry.name))))
  return new Map(files.map((file) => [file, importsOf(file, root)]))
}

function importsOf(file, root) {
  const found = readFileSync(join(root, file), 'utf8').matchAll(specifiers)
  return [...found].map(([, specifier]) => posix.join(posix.dirname(file), specifier))
}

function slashed(path) {
  return path.split(sep).join('/')
}
