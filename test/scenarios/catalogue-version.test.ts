import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { catalogueVersion } from '../../src/scenarios/catalogue-version.ts'
import { scenarioNames, scenarios } from '../../src/scenarios/scenarios.ts'

/** A version as it was: what it had, and the names that came with it. */
interface Version {
  readonly version: number
  readonly sha256: string
  readonly added: readonly string[]
}

const file = new URL('catalogue-versions.json', import.meta.url)
const known = JSON.parse(readFileSync(file, 'utf8')) as readonly Version[]

/** What a server does and what is demanded; not the words for it. */
const content = scenarios.map(({ title: _words, ...scenario }) => scenario)
const sha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex')

it('has a version for what is in the catalogue', () => {
  const recorded = known.find(({ version }) => version === catalogueVersion)
  if (recorded === undefined && process.env['UPDATE_DOCS'] === '1') {
    const before = new Set(known.flatMap(({ added }) => added))
    const added = scenarioNames.filter((name) => !before.has(name))
    const all = [...known, { version: catalogueVersion, sha256, added }]
    writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`)
    return
  }
  const next = Math.max(0, ...known.map(({ version }) => version)) + 1
  const words = `The catalogue has changed: make catalogueVersion ${next} in src/scenarios/catalogue-version.ts, and run UPDATE_DOCS=1 npx vitest run test/scenarios/catalogue-version.test.ts`
  expect(recorded?.sha256, words).toBe(sha256)
})

it('keeps every name that was in a version', () => {
  const gone = known.flatMap(({ added }) => added).filter((name) => !scenarioNames.includes(name))
  expect(gone).toEqual([])
})

it('has versions without gaps, the last of them today’s', () => {
  expect(known.map(({ version }) => version)).toEqual(known.map((_, index) => index + 1))
  expect(known.at(-1)?.version).toBe(catalogueVersion)
})
