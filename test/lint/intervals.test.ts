import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** Places that look again and again without saying why. */
function unexplained(name: string, text: string): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const above = lines[at - 1] ?? ''
    return /\bsetInterval\(/.test(line) && !/^\s*\/\/ Its reason: \S/.test(above) ? [`${name}:${at + 1}`] : []
  })
}

it('an interval without its reason right above is found', () => {
  expect(unexplained('a.ts', 'const a = 1\nsetInterval(look, 10)')).toEqual(['a.ts:2'])
  expect(unexplained('a.ts', '// Its reason:\nsetInterval(look, 10)')).toEqual(['a.ts:2'])
  expect(unexplained('a.ts', '// Its reason: nobody tells.\nsetInterval(look, 10)')).toEqual([])
})

it('nobody in src looks again and again without a reason: what happens is told', () => {
  const root = join(import.meta.dirname, '../../src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap((file) => unexplained(file, readFileSync(join(root, file), 'utf8')))).toEqual([])
})
