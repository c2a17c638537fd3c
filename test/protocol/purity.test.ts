import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = new URL('../../src/protocol/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)

// What the linter cannot see: names that are there without being imported (scripts/rooms.js has the modules).
it.each(files)('protocol/%s takes time, chance and the world from outside', (name) => {
  const source = readFileSync(new URL(name, folder), 'utf8')
  const reached = source.match(
    /\b(?:Date\.now|new Date\(\)|performance\.|randomBytes|Math\.random|randomUUID|set(?:Timeout|Interval|Immediate)|queueMicrotask|process\.|console\.)/g,
  )
  expect(reached).toBeNull()
})
