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

/** Writes a recording; what is of this machine alone (its name, its folders) is made neutral. */
export function writeRecording(name: string, content: Recording): void {
  mkdirSync(folder, { recursive: true })
  const text = JSON.stringify(content, neutral, 1).replaceAll(hostname(), 'machine.test')
  writeFileSync(join(folder, `${name}.json`), text + '\n')
}

/** All of `suite`: clients that the tests run, or of `others`, which were recorded once. */
export function readRecordings(
  whose: 'suite' | 'others' = 'suite',
): readonly (Recording & { readonly name: string })[] {
  const from = whose === 'suite' ? folder : join(folder, 'others')
  return readdirSync(from)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: basename(file, '.json'),
      ...JSON.parse(readFileSync(join(from, file), 'utf8')),
    }))
}

function neutral(key: string, value: unknown): unknown {
  return key === 'caFile' && value !== null ? '/home/user/project/certs/ca.pem' : value
}
