import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SessionRecord } from '../../../src/index.ts'
import type { MailClient } from './client.ts'

/** What one client did in one case, and what is to be said of it. */
export interface Recording {
  /** Of a client of the suite: its version, as it says itself. */
  readonly version?: string
  readonly client: string
  readonly expected: readonly string[]
  readonly sessions: readonly SessionRecord[]
}

const root = fileURLToPath(new URL('../../recordings/', import.meta.url))

/** Set to 1, the tests of the clients write what they see to test/recordings. */
export const recording: boolean = process.env['FOURPORT_RECORD'] === '1'

/** `suite`: clients that the tests run; `others`: clients recorded once; `wire`: what a program of one's own gets wrong. */
export type Whose = 'suite' | 'others' | 'wire'

/** Writes what a client of the suite did. What is installed with the project is the same everywhere, the rest is the release's. */
export function writeClientRecording(
  name: string,
  client: MailClient,
  content: Pick<Recording, 'expected' | 'sessions'>,
): void {
  const folders = { 'by-npm': 'project', pinned: 'current', 'on-this-machine': releaseHere() }
  const folder = folders[client.installed]
  write(join(folder, name), { version: client.version(), client: client.name, ...content })
}

/** Writes what a program over a socket did. */
export function writeWireRecording(name: string, content: Pick<Recording, 'expected' | 'sessions'>): void {
  write(join('wire', name), { client: 'wire', ...content })
}

/** All recordings of a kind; of one name, that of the newest release comes first. */
export function readRecordings(whose: Whose = 'suite'): readonly (Recording & { readonly name: string })[] {
  return foldersOf(whose)
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.json'))
    .sort((a, b) => compare(basename(a), basename(b)) || compare(dirname(b), dirname(a)))
    .map((file) => ({
      name: file.slice(0, -'.json'.length),
      ...JSON.parse(readFileSync(join(root, file), 'utf8')),
    }))
}

function foldersOf(whose: Whose): readonly string[] {
  if (whose !== 'suite') return [whose]
  return readdirSync(root).filter((name) => !['README.md', 'others', 'wire'].includes(name))
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** Such as `debian-12`: os-release(5). */
function releaseHere(): string {
  const text = readFileSync('/etc/os-release', 'utf8')
  const [id, version] = ['ID', 'VERSION_ID'].map(
    (key) => new RegExp(`^${key}="?([^"\n]*)`, 'm').exec(text)?.[1],
  )
  return [id, version].filter((part) => part !== undefined).join('-')
}

/** What is of this machine alone (its name, its folders) is made neutral. */
function write(name: string, content: Recording): void {
  const file = join(root, `${name}.json`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(content, neutral, 1).replaceAll(hostname(), 'machine.test') + '\n')
}

function neutral(key: string, value: unknown): unknown {
  return key === 'caFile' && value !== null ? '/home/user/project/certs/ca.pem' : value
}
