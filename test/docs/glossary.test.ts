import { describe, expect, it } from 'vitest'
import { readdirSync } from 'node:fs'
import { exists, read, table } from './documents.ts'

const sources = ['src', 'scripts'].flatMap((folder) =>
  readdirSync(new URL(`../../${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:tsx?|js)$/.test(path))
    .map((path) => `${folder}/${path}`),
)
const rows = table('docs/glossary.md', 'Words of our own').map(([word = '', meaning = '', place = '']) => ({
  word,
  meaning,
  place,
}))

/** Whether a file has the word, in a name or in a sentence: `nearMisses`, `near-misses`, “near misses”. */
function uses(path: string, word: string): boolean {
  const words = read(path).replace(/([a-z])(?=[A-Z])/g, '$1 ')
  return new RegExp(`\\b${word.replace(' ', '[- ]')}(?:e?s)?\\b`, 'i').test(words)
}

describe('docs/glossary.md', () => {
  it('has at most ten words', () => {
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.length).toBeLessThanOrEqual(10)
  })

  it.each(rows)('$word: one sentence, and the file to begin at', ({ word, meaning, place }) => {
    expect(meaning).toMatch(/^[A-Z][^.!?]*\.$/)
    expect(exists(place)).toBe(true)
    expect(uses(place, word)).toBe(true)
  })

  it.each(rows)('$word is used', ({ word, place }) => {
    const others = sources.filter((path) => path !== place && uses(path, word))
    expect(others.length).toBeGreaterThanOrEqual(2)
  })

  it.each(['README.md', 'docs/architecture.md'])('is linked from %s', (document) => {
    expect(read(document)).toContain('glossary.md)')
  })
})
