import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { scenarioNames, scenarios } from '../../src/scenarios/scenarios.ts'
import { scenarioDocs } from '../../src/verify/scenario-docs.ts'
import { scenarioPage } from './support/scenario-page.ts'

const folder = new URL('../../docs/scenarios/', import.meta.url)
const update = process.env['UPDATE_DOCS'] === '1'

describe('docs/scenarios/', () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    'has a page for %s, as the catalogue and docs/clients.md have it (UPDATE_DOCS=1 writes it)',
    async (name, scenario) => {
      const page = await scenarioPage(scenario)
      const file = new URL(`${name}.md`, folder)
      if (update) writeFileSync(file, page)
      expect(readFileSync(file, 'utf8')).toBe(page)
      expect(page).toMatch(/## What the server does\n\n\S/)
      expect(readFileSync(scenarioDocs(name), 'utf8')).toBe(page)
    },
  )

  it('has no page for anything else', () => {
    const others = readdirSync(folder).filter((name) => !scenarioNames.includes(name.replace(/\.md$/, '')))
    if (update) for (const name of others) rmSync(new URL(name, folder))
    expect(update ? [] : others).toEqual([])
  })
})
