import { writeFileSync } from 'node:fs'
import { format } from 'prettier'
import { expect, test } from 'vitest'
import { read } from './documents.ts'
import { drawStates } from './support/draw-states.ts'

const page = 'docs/architecture.md'
const place = /(?<=<!-- drawn: states -->\n\n).*?(?=\n\n<!-- \/drawn -->)/s

test('docs/architecture.md shows the table of states as it is (UPDATE_DOCS=1 draws it)', async () => {
  const drawn = (await format(drawStates(), { parser: 'markdown' })).trimEnd()
  const text = read(page)
  expect(text).toMatch(place)
  if (process.env['UPDATE_DOCS'] === '1')
    writeFileSync(
      new URL(`../../${page}`, import.meta.url),
      text.replace(place, () => drawn),
    )
  expect(place.exec(read(page))?.[0]).toBe(drawn)
})
