/**
 * Small files of src that only one other file imports: `node scripts/small-files.js` lists them and ends with 1 where
 * there are any but those that have a reason. Such a file is a part of its importer, cut off: who reads one needs both.
 * What another room imports is what its room hands out, and stays.
 */
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSource } from './repeats.js'

/** With so many lines a file may stand alone, whoever imports it. */
export const leastLines = 30

/** A file, or a folder with all in it → why it stays what it is. */
export const reasons = {
  'src/cli/commands/': 'a row of the verbs, read from disk when it is asked for',
  'src/diagnosis/fixes/': 'a row of the libraries',
  'src/diagnosis/rules/': 'a row of the rules',
  'src/diagnosis/stacks/measured.ts': 'the registry of what is measured',
  'src/diagnosis/stacks/measured/': 'a row of what is measured, written by scripts/tls-stacks/measure.js',
  'src/http/compat/mailpit/mailpit.ts': 'a row of the APIs of other catchers',
  'src/http/routes/': 'a row of the routes',
  'src/protocol/input/byte-scanner-module.ts': 'written by scripts/assemble.js',
  'src/protocol/sasl/': 'a row of the mechanisms',
  'src/testing/verify-matchers.ts': 'a row of the matchers',
  'src/ui/components/logo.tsx': 'a component by itself',
  'src/ui/lib/theme.ts': 'applied when it is loaded, and no business of the header that shows it',
  'src/ui/views/messages/message-findings.tsx': 'a component by itself',
  'src/verify/client/command-words.ts': 'what is left out of a command as it is shown, by itself',
  'src/verify/run/in-parallel.ts': 'no business of verifying',
}

/** Those with fewer lines and a single importer, as `file (lines) is a part of importer`. */
export function findSmallFiles(texts, allowed = reasons, least = leastLines) {
  const importers = importersIn(texts)
  return Object.entries(texts).flatMap(([name, text]) => {
    const lines = text.trimEnd().split('\n').length
    const [importer, another] = importers.get(name) ?? []
    if (lines >= least || another !== undefined || roomOf(importer) !== roomOf(name)) return []
    return placeAmong(allowed, name) === undefined
      ? [`${name} (${lines} lines) is a part of ${importer}`]
      : []
  })
}

/** Files whose reason nothing needs any more. */
export function unneededReasons(texts, allowed = reasons) {
  const small = findSmallFiles(texts, {}).map((found) => found.split(' ', 1)[0])
  return Object.keys(allowed).filter((place) => !place.endsWith('/') && !small.includes(place))
}

function roomOf(name = '') {
  return name.split('/')[1]
}

function placeAmong(allowed, name) {
  return Object.keys(allowed).find((place) => (place.endsWith('/') ? name.startsWith(place) : name === place))
}

function importersIn(texts) {
  const importers = new Map()
  for (const [importer, text] of Object.entries(texts)) {
    const specifiers = text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)
    for (const path of new Set([...specifiers].map(([, one]) => posix.join(posix.dirname(importer), one)))) {
      importers.set(path, [...(importers.get(path) ?? []), importer])
    }
  }
  return importers
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = findSmallFiles(readSource())
  for (const one of found) console.log(one)
  if (found.length > 0) process.exitCode = 1
}
