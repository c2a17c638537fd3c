import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'
import { documents, read } from './documents.ts'

/** Words that a reader stumbles over, and what to write for each. */
const words: ReadonlyMap<RegExp, string> = new Map([
  [/\bin clear\b/giu, 'unencrypted, in plaintext'],
  [/\bmend(?:s|ed|ing)?\b/giu, 'fix'],
  [/\bwhoever\b/giu, 'anyone who, or the name of who it is'],
  [/\bbehind\b/giu, 'after; behind is for places'],
  [/\b(?:tells|told)\b(?!\s+apart)/giu, 'report, say, print, set'],
  [/\b(?:server|servers|client|clients|everything|all) in order\b/giu, 'healthy, correct'],
  [/\b(?:is|are|was|were) to (?:be|do|have|send|end|sign|go|take|give|trust)\b/giu, 'must, should'],
  [/\b(?:held|holds?) against\b/giu, 'compare with'],
  [/\bin vain\b/giu, 'without success, or what happened'],
  [/\bstands? (?:in|at|before|after|alone|there|over|within)\b/giu, 'be, come, appear'],
  [/\b(?:may|can|must|should) stand\b/giu, 'can be, can come'],
  [/\banew\b/giu, 'again'],
  [/\bin one go\b/giu, 'together'],
  [/\bbe had\b/giu, 'available, possible'],
  [/\btak(?:e|es|en|ing) the place of\b/giu, 'replace'],
  [/\b(?:say|says|said) of\b/giu, 'about'],
  [/\bkept back\b/giu, 'missing, withheld'],
  [/(?<!on )\bdemand(?:s|ed|ing)?\b(?!\.ts)/giu, 'require'],
  [/\bknows? no\b(?! such)/giu, 'has no, does not support'],
  [/\b(?:refused|fails?|broken) for (?:good|now)\b/giu, 'permanently, temporarily'],
  [/\bdivided by commas\b/giu, 'separated'],
  [/\b(?:its|the) time (?:is|was) up\b/giu, 'timed out, the time ran out'],
  [/\b(?:fell|falls?|fallen) out\b/giu, 'dropped'],
  [/\bmakes? no sense (?:on|there|here)\b/giu, 'does not apply'],
  [/\bnobody knows\b/giu, 'unknown'],
  [/\bwhat there is room for\b/giu, 'what fits, less if memory is short'],
  [/\bbut for (?:those|what|the one)\b/giu, 'except'],
  [
    /\b(?:is|are) no (?:address|certificate|date|fault|file|form|folder|list|mail server|message|object|protection|report|text|time|TLS)\b(?<!\bthere is no \w+)/giu,
    'is not a',
  ],
  [/\bsuch a one\b/giu, 'such a client, one like this'],
  [/\bfaults? of (?:Fourport|the server)\b/giu, 'bug, error; a fault is one that somebody set'],
  [/\basked of (?:a|the|them|it)\b/giu, 'required of, or what it must do'],
  [/\b(?:puts?|putting) (?:it|one|them|a scenario) on\b/giu, 'apply'],
  [/\b(?:takes?|taken|taking) (?:it|one|them) off\b/giu, 'remove'],
  [/\bthat there (?:is|are)\b/giu, 'existing, or its name'],
  [/\bspeaks? into\b/giu, 'answer'],
  [/\b(?:as|how) (?:it|they) likes?\b/giu, 'any'],
  [/\bcame whole\b/giu, 'arrived complete'],
  [/\bthe one who\b/giu, 'the person who, or the name of who it is'],
  [/\bsomething else than\b/giu, 'something other than'],
])

/** Where such a word is right: a text that has it, and why. */
const right: ReadonlyMap<string, string> = new Map([
  ['(the library behind Redocly', 'a place, as in “the service behind a proxy”'],
  ['a mail server is behind the port', 'a place'],
  ['`told` of a cell', 'names that were, in the list of changes'],
  ['`failure-not-told` and `recipient-not-told`', 'names that were, in the list of changes'],
  ['`password-in-clear`, `message-in-clear`', 'names that were, in the list of changes'],
])

/** Every use of such a word, as `where: the text around it (write …)`. */
function stumbles(where: string, text: string): string[] {
  return [...words].flatMap(([word, better]) =>
    [...text.matchAll(word)]
      .map(({ index }) => text.slice(Math.max(0, index - 60), index + 60).replaceAll(/\s+/gu, ' '))
      .filter((around) => ![...right.keys()].some((kept) => around.includes(kept)))
      .map((around) => `${where}: …${around}… (write: ${better})`),
  )
}

/** What a file of the source may print or show: its strings, the parts of its templates, the text of its elements. */
function strings(name: string, source: string): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) visit(one)
    else if (typeof node === 'object' && node !== null) {
      const { type, value, ...rest } = node as { readonly type?: string; readonly value?: unknown }
      if ((type === 'Literal' || type === 'JSXText') && typeof value === 'string') found.push(value)
      else if (type === 'TemplateElement') found.push((value as { readonly cooked: string }).cooked)
      else visit([...Object.values(rest), value])
    }
  }
  visit(parseAst(source, { lang: name.endsWith('x') ? 'tsx' : 'ts' }))
  return found
}

/** The rooms whose types the entries of the package hand out, and so what editors show of them. */
const publicFiles =
  /^(?:[a-z]+|(?:model|client|testing)\/.*|base\/errors|server\/(?:fourport|start)-server|options\/options|verify\/verify-client)\.ts$/u

/** The comments that an editor shows beside a name. */
function docComments(source: string): string[] {
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//gu)].map(([comment]) =>
    comment.replaceAll(/\n *\* ?/gu, ' '),
  )
}

describe('what people read is in plain words', () => {
  it('finds a word, in a document and in the source', () => {
    expect(stumbles('a.md', 'Sent in clear.')).toEqual([
      'a.md: …Sent in clear.… (write: unencrypted, in plaintext)',
    ])
    expect(strings('a.tsx', 'const a = `b ${c} d` + "e"; const f = <p>g</p>')).toEqual(
      expect.arrayContaining(['b ', ' d', 'e', 'g']),
    )
  })

  it.each([
    ...documents(),
    'CHANGELOG.md',
    'SECURITY.md',
    'package.json',
    'config.schema.json',
    'verify.schema.json',
    'verify-matrix.schema.json',
    'verify-matrix-report.schema.json',
    'docker-compose.yml',
    'Dockerfile',
  ])('%s', (document) => {
    expect(stumbles(document, read(document))).toEqual([])
  })

  it('what the terminal, the page, errors, findings and reports say', () => {
    const root = join(import.meta.dirname, '../../src')
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tsx?$/u.test(name),
    )
    expect(files.length).toBeGreaterThan(100)
    const found = files.flatMap((name) =>
      strings(name, readFileSync(join(root, name), 'utf8')).flatMap((text) => stumbles(`src/${name}`, text)),
    )
    expect(found).toEqual([])
  })

  it('what an editor shows beside a name of the package', () => {
    const root = join(import.meta.dirname, '../../src')
    expect(docComments('/** Sent\n * in clear. */\nconst a = 1 // in clear')).toEqual([
      '/** Sent in clear. */',
    ])
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      publicFiles.test(name),
    )
    expect(files.length).toBeGreaterThan(50)
    const found = files.flatMap((name) =>
      docComments(readFileSync(join(root, name), 'utf8')).flatMap((text) => stumbles(`src/${name}`, text)),
    )
    expect(found).toEqual([])
  })
})
