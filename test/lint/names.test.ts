import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../src')

/** Names that two files export for one thing, each as far as its side needs it. */
const sameThing: ReadonlyMap<string, string> = new Map([
  ['Added', 'what became of a message: for the SMTP side, and for who reads what was kept'],
  ['FailedWait', 'a wait that failed: for the store, and for the words of the diagnosis'],
  ['InjectedMessage', 'a message to take in: as it is sent, and as it is received'],
  ['QuietOptions', 'the public options, and with what the server fills in'],
  ['WaitOptions', 'the public options, and with what the server fills in'],
])

/** The types and classes that each file exports under a name of its own. */
function exportedNames(files: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const [file, text] of files)
    for (const [, name = ''] of text.matchAll(/^export (?:abstract )?(?:type|interface|class) ([A-Z]\w*)/gm))
      names.set(name, [...(names.get(name) ?? []), file])
  return names
}

const several = (names: ReadonlyMap<string, readonly string[]>): string[] =>
  [...names].filter(([, files]) => files.length > 1).map(([name]) => name)

describe('an exported name', () => {
  it('is seen twice where two files export it', () => {
    const files = new Map([
      ['a.ts', 'export type Reply = string\nexport interface Step {}'],
      ['b.ts', 'export class Reply {}\ntype Step = number'],
    ])
    expect(several(exportedNames(files))).toEqual(['Reply'])
  })

  it('has one meaning', () => {
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tsx?$/.test(name),
    )
    const names = exportedNames(new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')])))
    expect(names.size).toBeGreaterThan(300)
    // One that is listed and gone must leave the list.
    expect(several(names).toSorted()).toEqual([...sameThing.keys()])
  })
})
