import { writeFileSync } from 'node:fs'
import { format } from 'prettier'
import { expect, test } from 'vitest'
import { searchFields, searchForms } from '../../src/search/search-fields.ts'
import { maxSearchLength, maxSearchTerms } from '../../src/search/split-search.ts'
import { read } from './documents.ts'

const page = 'docs/search.md'
const place = /(?<=<!-- drawn: terms -->\n\n).*?(?=\n*<!-- \/drawn -->)/s

test('docs/search.md has the table of terms as it is (UPDATE_DOCS=1 writes it)', async () => {
  const rows = [...searchForms, ...searchFields].map(
    ({ example, meaning }) => `| \`${example}\` | ${meaning} |`,
  )
  const drawn = await format(['| term | finds |', '| --- | --- |', ...rows].join('\n'), {
    parser: 'markdown',
  })
  const text = read(page)
  expect(text).toMatch(place)
  if (process.env['UPDATE_DOCS'] === '1')
    writeFileSync(
      new URL(`../../${page}`, import.meta.url),
      text.replace(place, () => drawn.trimEnd()),
    )
  expect(place.exec(read(page))?.[0]?.trimEnd()).toBe(drawn.trimEnd())
})

test('docs/search.md says how long a search may be', () => {
  expect(read(page)).toContain(
    `at most ${maxSearchLength.toLocaleString('en-US')} characters and ${maxSearchTerms} terms`,
  )
})
