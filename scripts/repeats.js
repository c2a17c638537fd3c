/**
 * Places in src that say the same, line for line: `node scripts/repeats.js [lines]` lists those of ten lines or more and
 * ends with 1 where there are any. Blank lines, comments, lone punctuation and imports do not count.
 */
import './help.js'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Fewer lines are alike by chance, or are what a declaration looks like. */
export const leastLines = 10

/** The texts of src, by name. */
export function readSource() {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const names = readdirSync(join(root, 'src'), { recursive: true }).map((name) => join('src', name))
  const counted = names.filter((name) => /\.(?:[cm]?tsx?|css|wat)$/.test(name)).toSorted()
  return Object.fromEntries(counted.map((name) => [name, readFileSync(join(root, name), 'utf8')]))
}

/** Pairs of places that share so many lines or more, as `a.ts:1-12 ~ b.ts:4-15`. */
export function findRepeats(texts, least = leastLines) {
  const files = Object.entries(texts).map(([name, text]) => ({ name, lines: countedLines(text) }))
  const places = new Map()
  const found = []
  for (const file of files) {
    for (let at = 0; at + least <= file.lines.length; at++) {
      const run = file.lines.slice(at, at + least)
      const key = run.map(({ text }) => text).join('\n')
      const before = places.get(key) ?? []
      for (const other of before) {
        const isOverlap = other.file === file && other.at + least > at
        if (!isOverlap && !continues(other, { file, at })) found.push(pairOf(other, { file, at }))
      }
      places.set(key, [...before, { file, at }])
    }
  }
  return found
}

/** Whether the lines before are the same too: that pair has been found. */
function continues(one, other) {
  const [before, after] = [one.file.lines[one.at - 1], other.file.lines[other.at - 1]]
  return (
    before !== undefined && before.text === after?.text && (one.file !== other.file || one.at < other.at - 1)
  )
}

function pairOf(one, other) {
  let length = 0
  while (textAt(one, length) !== undefined && textAt(one, length) === textAt(other, length)) length++
  return [one, other].map((place) => `${place.file.name}:${spanOf(place, length)}`).join(' ~ ')
}

function textAt({ file, at }, offset) {
  return file.lines[at + offset]?.text
}

function spanOf({ file, at }, length) {
  return `${file.lines[at].number}-${file.lines[at + length - 1].number}`
}

function countedLines(text) {
  const plain = text
    // Numbers of lines stay as they are.
    .replace(/^import\b[^;]*?(?:from )?'[^']*'$/gm, (statement) => statement.replace(/[^\n]/g, ''))
    .replace(/^\s*\/\*[^]*?\*\//gm, (comment) => comment.replace(/[^\n]/g, ''))
  return plain.split('\n').flatMap((line, index) => {
    const folded = line.trim().replace(/\s+/g, ' ')
    return /\w/.test(folded) && !/^(?:\/\/|;;)/.test(folded) ? [{ number: index + 1, text: folded }] : []
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = findRepeats(readSource(), Number(process.argv[2] ?? leastLines))
  for (const pair of found) console.log(pair)
  if (found.length > 0) process.exitCode = 1
}
