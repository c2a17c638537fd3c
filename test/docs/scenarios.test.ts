import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { scenarioNames } from '../../src/scenarios/scenarios.ts'
import { scenarioRows } from './support/scenario-rows.ts'

const page = readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8')
const plain = (row: string): string => row.replaceAll(/ +/g, ' ').trim()
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')).toLowerCase(), section] as const),
)

describe('docs/scenarios.md', () => {
  it.each([...scenarioRows])('has the rows of %s as the code has them', (group, rows) => {
    const section = sections.get(group) ?? ''
    const written = section.split('\n').filter((line) => line.startsWith('| `'))
    expect(written.map(plain)).toEqual(rows)
  })

  it('has a paragraph for every scenario, in the order of the code, and for none else', () => {
    const heads = page.split('\n\n').filter((paragraph) => paragraph.startsWith('**`'))
    const named = heads.flatMap((head) => [...head.matchAll(/\*\*`([^`]+)`\*\*/g)].map((match) => match[1]))
    expect(named).toEqual(scenarioNames)
  })
})
