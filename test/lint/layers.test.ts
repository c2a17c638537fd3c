import { beforeAll, describe, expect, it } from 'vitest'
import { rooms } from '../../scripts/rooms.js'
import { type Complaint, lint } from './run-linter.ts'

const page = 'and no import within a room goes upward (docs/architecture.md, “Rooms”).'

/** A room in which every subfolder is imported from above, and imports upward. */
const upward = (room: string): Readonly<Record<string, string>> => ({
  [`src/${room}/top.ts`]: `export { low } from './deep/low.ts'\n`,
  [`src/${room}/between.ts`]: `export { low } from './top.ts'\n`,
  [`src/${room}/leaf.ts`]: 'export const leaf = 1\n',
  [`src/${room}/beside/near.ts`]: `export { low } from '../deep/low.ts'\n`,
  [`src/${room}/deep/low.ts`]: 'export const low = 1\n',
  [`src/${room}/deep/parent.ts`]: `import type { low } from '../between.ts'\nexport type Low = typeof low\n`,
  [`src/${room}/deep/sibling.ts`]: `export const near = import('../beside/near.ts')\n`,
  [`src/${room}/deep/downward.ts`]: `export { leaf } from '../leaf.ts'\nexport { low } from './low.ts'\n`,
  [`src/${room}/deep/inner/inside.ts`]: `export { leaf } from '../../leaf.ts'\nexport { low } from '../low.ts'\n`,
})

describe('an import that goes upward within its room', () => {
  const names = Object.keys(rooms)
  let complaints: readonly Complaint[] = []

  beforeAll(async () => {
    complaints = await lint(Object.assign({}, ...names.map(upward)))
  })

  const of = (file: string): readonly string[] =>
    complaints.filter((one) => one.file === file).map(({ message }) => message)

  it.each(names)(
    'is refused in src/%s, to a parent and to a sibling, with the way that leads back',
    (room) => {
      const at = `src/${room}`
      expect(of(`${at}/deep/parent.ts`)).toEqual([
        `${at}/deep/parent.ts may not import ${at}/between.ts: that leads back into ${at}/deep by way of ${at}/between.ts, ${at}/top.ts, ${at}/deep/low.ts, ${page}`,
      ])
      expect(of(`${at}/deep/sibling.ts`)).toEqual([
        `${at}/deep/sibling.ts may not import ${at}/beside/near.ts: that leads back into ${at}/deep by way of ${at}/beside/near.ts, ${at}/deep/low.ts, ${page}`,
      ])
    },
  )

  it.each(names)('is not what src/%s imports downward', (room) => {
    const files = ['top.ts', 'between.ts', 'beside/near.ts', 'deep/downward.ts', 'deep/inner/inside.ts']
    expect(files.flatMap((file) => of(`src/${room}/${file}`))).toEqual([])
  })
})
