import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findingIds } from '../../src/diagnosis/catalogue.ts'
import { findingsPage } from './support/findings-page.ts'

const file = new URL('../../docs/findings.md', import.meta.url)

test('docs/findings.md is what the catalogue says (UPDATE_DOCS=1 writes it)', () => {
  const page = findingsPage()
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, page)
  expect(readFileSync(file, 'utf8')).toBe(page)
})

test('every id has its section, under the anchor that findings point to', () => {
  const anchors = readFileSync(file, 'utf8').match(/^## .*$/gm)
  expect(anchors).toEqual(findingIds.map((id) => `## ${id}`))
})
