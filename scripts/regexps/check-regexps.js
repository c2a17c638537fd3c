/**
 * Whether a regular expression of src can take more work than the text is long: `node scripts/regexps/check-regexps.js`
 * has recheck decide every one, and ends with 1 where one can, or is not known before it runs, and no comment on the line
 * above says why that does no harm:
 *
 *     // Backtracks: a line of a reply has at most 512 characters.
 *     // Built: of the ports of a run, which are numbers.
 *
 * What has such a comment is not decided again. A comment with no expression under it is a fault too.
 */
import '../help.js'
import { fileURLToPath } from 'node:url'
import { check } from 'recheck'
import { readSource } from '../repeats.js'
import { findRegexps } from './find-regexps.js'

/**
 * What is decided by trying is tried in the same way each time, and to the end: a busy machine must not decide otherwise.
 * Most take milliseconds, the slowest some seconds; a machine without recheck's own program takes ten times as long.
 */
const parameters = {
  timeout: 300_000,
  randomSeed: 1,
  attackTimeout: null,
  attackLimit: 10_000_000,
  incubationTimeout: null,
}
/** At the same time. */
const workers = 2

/** What is wrong with the regular expressions of these texts, one sentence each. */
export async function findRegexpFaults(texts) {
  const sources = Object.entries(texts).filter(([name]) => /\.[cm]?tsx?$/.test(name))
  const marks = sources.flatMap(([name, text]) => marksIn(name, text))
  const found = sources.flatMap(([name, text]) => findRegexps(name, text))
  const faults = []
  const used = new Set()
  const judge = async (regexp) => {
    const mark = marks.find(({ name, line }) => name === regexp.name && line === regexp.line)
    const isMarked = mark?.kind === (regexp.source === null ? 'Built' : 'Backtracks')
    if (isMarked) used.add(mark)
    const need = isMarked ? null : await needOf(regexp)
    if (need !== null) faults.push(`${regexp.name}:${regexp.line} ${shortened(regexp.code)} ${need}`)
  }
  const waiting = found.values()
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const regexp of waiting) await judge(regexp)
    }),
  )
  const idle = marks.filter((mark) => !used.has(mark))
  return [
    ...faults,
    ...idle.map(({ name, line }) => `${name}:${line} says something of no regular expression.`),
  ]
}

/** The places whose expression is not known before it runs, as `src/a.ts: of the ports of a run`. */
export function listBuilt(texts) {
  return Object.entries(texts).flatMap(([name, text]) =>
    marksIn(name, text)
      .filter(({ kind }) => kind === 'Built')
      .map(({ reason }) => `${name}: ${reason}`),
  )
}

/** What must be done about an expression; null: nothing. */
async function needOf({ source, flags }) {
  if (source === null) {
    return 'is not known before it runs: write it as a literal, or say above it of what it is built, after “Built:”.'
  }
  const { status, complexity, attack, error } = await check(source, flags, parameters)
  if (status === 'safe') return null
  if (status === 'unknown') return `could not be decided: ${error.kind}.`
  const growth = complexity.type === 'polynomial' ? `of degree ${complexity.degree}` : complexity.type
  return `is ${growth} on ${shortened(attack.pattern)}: write it another way, or say above it what keeps the text short, after “Backtracks:”.`
}

/** Comments that explain an expression, each with the line that follows it. */
function marksIn(name, text) {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const [, kind, start] = /^\s*\/\/ (Backtracks|Built): (.+)$/.exec(line) ?? []
    if (kind === undefined) return []
    const length = lines.slice(at).findIndex((one) => !/^\s*\/\//.test(one))
    const rest = lines.slice(at + 1, at + length).map((one) => one.trim().replace(/^\/\/ ?/, ''))
    return [{ name, kind, reason: [start, ...rest].join(' '), line: at + length + 1 }]
  })
}

function shortened(text) {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const texts = readSource()
  const faults = await findRegexpFaults(texts)
  for (const fault of faults) console.log(fault)
  // The program that recheck has started would keep this one from ending.
  process.exit(faults.length > 0 ? 1 : 0)
}
