import { describe, expect, it } from 'vitest'
import { packages, rooms } from '../../scripts/rooms.js'
import { read, table } from './documents.ts'

describe('docs/architecture.md', () => {
  it('says of every room what the linter lets it import', () => {
    const documented = Object.fromEntries(
      table('docs/architecture.md', 'Rooms').map(([room = '', , imports = '']) => [
        room,
        imports
          .split(', ')
          .filter((name) => name in rooms)
          .toSorted(),
      ]),
    )
    const allowed = Object.entries(rooms).map(([room, imports]) => [room, imports.toSorted()])
    expect(documented).toEqual(Object.fromEntries(allowed))
  })

  it('gives every dependency its reason', () => {
    const named = table('docs/architecture.md', 'Dependencies, each with its reason').flatMap(
      ([names = '']) => names.split(', '),
    )
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    expect(named.toSorted()).toEqual(Object.keys(dependencies).toSorted())
  })

  it('knows of every dependency which rooms import it', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    expect(Object.keys(dependencies).filter((name) => !(name in packages))).toEqual([])
  })

  it('names every tool of development', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>
    }
    const text = read('docs/architecture.md')
    const tools = Object.keys(devDependencies).filter((name) => !name.startsWith('@types/'))
    expect(tools.filter((name) => !text.includes(name))).toEqual([])
  })
})
