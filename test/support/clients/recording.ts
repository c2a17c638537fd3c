import { readdirSync, readFileSync } from 'node:fs'
import { dirname, basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { normalise } from '../recordings/normalise.ts'
import {
  putIntoRecordingFile,
  readRecordingFile,
  type Recorded,
  type RecordedCase,
} from '../recordings/recording-file.ts'
import { labelOf, type MailClient } from './client.ts'

/** What one client did in one case, and what is to be said of it. Its name is that of its folder and its case. */
export type Recording = Recorded & RecordedCase

const root = fileURLToPath(new URL('../../recordings/', import.meta.url))

/** Set to 1, the tests of the clients write what they see to test/recordings. */
export const recording: boolean = process.env['FOURPORT_RECORD'] === '1'

/** `suite`: clients that the tests run; `others`: clients recorded once; `wire`: what a program of one's own gets wrong. */
export type Whose = 'suite' | 'others' | 'wire'

/** Writes what a client of the suite did. */
export function writeClientRecording(
  name: string,
  client: MailClient,
  { expected, sessions }: Pick<Recording, 'expected' | 'sessions'>,
): void {
  putIntoRecordingFile(
    fileOf(folderOf(client), labelOf(client)),
    { client: client.name, version: client.version() },
    { name, expected, sessions: normalise(sessions) },
  )
}

/** Writes what a program over a socket did. */
export function writeWireRecording(
  file: string,
  name: string,
  { expected, sessions }: Pick<Recording, 'expected' | 'sessions'>,
): void {
  const one = { name, expected, sessions: normalise(sessions) }
  putIntoRecordingFile(fileOf('wire', file), { client: 'wire' }, one)
}

/** All recordings of a kind; of one name, that of the newest release comes first. */
export function readRecordings(whose: Whose = 'suite'): readonly Recording[] {
  return foldersOf(whose)
    .flatMap(readFolder)
    .toSorted(
      (a, b) => compare(basename(a.name), basename(b.name)) || compare(dirname(b.name), dirname(a.name)),
    )
}

function foldersOf(whose: Whose): readonly string[] {
  if (whose !== 'suite') return [whose]
  return readdirSync(root).filter((name) => !['README.md', 'others', 'wire', 'scripts'].includes(name))
}

function readFolder(folder: string): readonly Recording[] {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => {
      const { recorded, cases } = readRecordingFile(join(root, folder, file))
      return cases.map((one) => ({ ...recorded, ...one, name: `${folder}/${one.name}` }))
    })
}

/** What is installed with the project is the same everywhere, as is what is pinned; the rest is the release's. */
export const folderOf = ({ installed }: MailClient): string =>
  ({ 'by-npm': 'project', pinned: 'current', 'on-this-machine': releaseHere() })[installed]

const fileOf = (folder: string, label: string): string => join(root, folder, `${label}.jsonl`)

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** Such as `debian-12`: os-release(5). */
function releaseHere(): string {
  const text = readFileSync('/etc/os-release', 'utf8')
  const [id, version] = ['ID', 'VERSION_ID'].map(
    (key) => new RegExp(`^${key}="?([^"\n]*)`, 'm').exec(text)?.[1],
  )
  return [id, version].filter((part) => part !== undefined).join('-')
}
