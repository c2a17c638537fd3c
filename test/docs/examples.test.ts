import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { codeBlocks, documents } from './documents.ts'

const examples = readdirSync(new URL('examples/', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => withoutIndent(readFileSync(new URL(`examples/${name}`, import.meta.url), 'utf8')))

/** Examples stand in a test or function of their own there, so indentation does not count, nor do blank lines. */
function withoutIndent(code: string): string {
  return code
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

const blocks = documents()
  .flatMap(codeBlocks)
  .filter(({ language }) => language === 'ts')

describe('examples in the documents', () => {
  it('are there', () => {
    expect(blocks.length).toBeGreaterThan(3)
  })

  it.each(blocks)('$document:$line is part of an example that is compiled and run', ({ code }) => {
    const wanted = withoutIndent(code)
    if (!examples.some((example) => example.includes(wanted))) {
      expect.fail(`No file of test/docs/examples contains this block:\n${code}`)
    }
  })
})
