import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { libraries } from '../../src/diagnosis/fixes/libraries.ts'
import { plainSettings } from '../../src/diagnosis/fixes/plain-settings.ts'
import { compilers } from './support/compile-fixes.ts'
import { printedFixes } from './support/printed-fixes.ts'

const folder = mkdtempSync(join(tmpdir(), 'fourport-printed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const printed = printedFixes()

test('each library has what reads its fixes', () => {
  // The plain settings are words for people.
  const wanted = libraries.filter((library) => library !== plainSettings).map(({ id }) => id)
  expect(compilers.flatMap((compiler) => compiler.libraries).toSorted()).toEqual(wanted.toSorted())
})

describe.for(compilers)('$says', { timeout: 300_000 }, ({ libraries: ids, missing, compile }) => {
  const reason = missing()

  test.skipIf(reason !== null)(`reads every fix that is printed for ${ids.join(', ')}`, async () => {
    const fixes = ids.flatMap((id) => printed.get(id) ?? [])
    expect(fixes.length).toBeGreaterThan(50)
    const result = await compile(fixes, mkdtempSync(join(folder, 'fixes-')))
    expect(result.output).toBe('')
    expect(result.ok).toBe(true)
  })
})
