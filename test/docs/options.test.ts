import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { optionsPage } from './support/options-page.ts'

describe('docs/options.md', () => {
  it('is what the option table says (`npx vitest run test/docs/options.test.ts -u` writes it)', async () => {
    const file = fileURLToPath(new URL('../../docs/options.md', import.meta.url))
    const page = await format(await optionsPage(), { ...(await resolveConfig(file)), parser: 'markdown' })
    await expect(page).toMatchFileSnapshot(file)
  })
})
