import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SessionRecord } from '../../../src/index.ts'

/** What one client did in one case, and what is to be said of it. */
export interface Recording {
  readonly client: string
  readonly expected: readonly string[]
  readonly sessions: readonly SessionRecord[]
}

const folder = fileURLToPath(new URL('../../recordings/', import.meta.url))

/** Set to 1, the tests of the clients write what they see to test/recordings. */
export const recording: boolean = process.env['FOURPORT_RECORD'] === '1'

/** `suite`: clients that the tests run; `others`: clients recorded once; `wire`: what a program of one's own gets wrong. */
export type Whose = 'suite' | 'others' | 'wire'

/** Writes a recording; what is of this machine alone (its name, its folders) is made neutral. */
export function writeRecording(name: string, content: Recording, whose: Whose = 'suite'): void {
  mkdirSync(folderOf(whose), { recursive: true })
  const text = JSON.stringify(content, neutral, 1).replaceAll(hostname(), 'machine.test')
  writeFileSync(join(folderOf(whose), `${name}.json`), text + '\n')
}

export function readRecordings(whose: Whose = 'suite'): readonly (Recording & { readonly name: string })[] {
  const from = folderOf(whose)
  return readdirSync(from)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: basename(file, '.json'),
      ...JSON.parse(readFileSync(join(from, file), 'utf8')),
    }))
}

function folderOf(whose: Whose): string {
  return whose === 'suite' ? folder : join(folder, whose)
}

function neutral(key: string, value: unknown): unknown {
  return key === 'caFile' && value !== null ? '/home/user/project/certs/ca.pem' : value
}
