import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  entries,
  nodeModules,
  packages,
  privateFolders,
  rooms,
  staleAllowances,
} from '../../scripts/rooms.js'
import { lintSource } from './run-linter.ts'

const plugin = fileURLToPath(new URL('../../scripts/rooms-plugin.js', import.meta.url))

describe('an allowance in scripts/rooms.js', () => {
  let used: ReadonlySet<string> = new Set()

  beforeAll(async () => {
    const complaints = await lintSource({ jsPlugins: [plugin], rules: { 'rooms/allowances': 'error' } })
    used = new Set(complaints.flatMap(({ rule, message }) => (rule === 'rooms(allowances)' ? [message] : [])))
  })

  it('is used by an import of src, or must be removed', () => {
    expect(staleAllowances(used)).toEqual([])
  })

  it.each([
    ['rooms', 'store', 'capture'],
    ['entries', 'client.ts', 'client'],
    ['privateFolders', 'store/memory', 'server/open-store.ts'],
    ['packages', 'ws', 'http'],
    ['nodeModules', 'child_process', 'verify'],
  ])('of %s is stale when the last import that uses it is gone', (table, row, one) => {
    const words = `'${one}' from the row '${row}' of ${table}`
    expect(used).toContain(words)
    expect(staleAllowances(new Set([...used].filter((other) => other !== words)))).toEqual([
      `Remove ${words} in scripts/rooms.js: no import of src uses it (docs/architecture.md, “Rooms”).`,
    ])
  })

  it('is stale in every table where nothing is imported', () => {
    const tables = [rooms, entries, privateFolders, packages, nodeModules]
    const allowed = tables.flatMap((table) => Object.values(table).flat())
    expect(staleAllowances(new Set())).toHaveLength(allowed.length)
  })
})
