import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { typedForm } from '../../src/cli/verb.ts'
import { verbTable } from '../../src/cli/verbs.ts'
import { read } from './documents.ts'

const cli = new URL('../../src/cli/', import.meta.url)

/** The types of line that the source writes; a type in a JSON schema is none. */
function writtenTypes(): readonly string[] {
  const files = readdirSync(cli, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const types = files.flatMap((path) =>
    [...readFileSync(new URL(path, cli), 'utf8').matchAll(/(?<!schema: )\{\s*type: '(\w+)'/g)].map(
      ([, type = '']) => type,
    ),
  )
  // The kinds of a value have the types of JSON Schema.
  return [...new Set(types)].filter((type) => !['number', 'string'].includes(type)).toSorted()
}

describe('docs/command.md', () => {
  it('lists the verbs as they are typed, each with what it does', () => {
    const rows = [...read('docs/command.md').matchAll(/^\| `fourport ([^`]+)` +\| (.+?) +\|$/gm)]
    const typed = verbTable.map((verb) => (verb.name === 'serve' ? '[serve]' : typedForm(verb)))
    expect(rows.map(([, form]) => form)).toEqual(typed)
    expect(rows.filter(([, , does = '']) => does.length < 20)).toEqual([])
  })

  it('explains every type of line that --json prints', () => {
    const table = read('docs/command.md').split('## Machine-readable output')[1]?.split('\n## ')[0] ?? ''
    const explained = [...table.matchAll(/^\| `(\w+)` +\|/gm)].map(([, type = '']) => type)
    expect(explained.toSorted()).toEqual(writtenTypes())
    expect(explained).toEqual(expect.arrayContaining(['ready', 'session', 'health', 'ca']))
  })
})
