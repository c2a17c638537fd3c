import { type FileHandle, mkdir, open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { withoutSession } from '../../model/message.ts'
import type { MovedMessage } from '../../server/transfer/moved-message.ts'
import { mailFileUnusable } from './unreadable.ts'

/**
 * Makes the folder, or takes one that is empty. The function returned writes one message as an eml file, exactly its bytes,
 * with the time at which it came as that of the file.
 */
export async function emlFolder(path: string): Promise<(message: MovedMessage) => Promise<void>> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  if ((await readdir(path)).length > 0)
    throw mailFileUnusable(path, 'is a folder with files in it: name a new one, or an empty one')
  let number = 0
  return async ({ id, receivedAt, raw }) => {
    const name = `${String(++number).padStart(6, '0')}-${id ?? 'message'}.eml`
    const file = await open(join(path, name), 'wx', 0o600)
    try {
      await file.writeFile(raw)
      await setTime(file, receivedAt)
    } finally {
      await file.close()
    }
  }
}

async function setTime(file: FileHandle, ms: number): Promise<void> {
  const seconds = ms / 1_000
  await file.utimes(seconds, seconds)
}

interface FoundFile {
  readonly name: string
  readonly path: string
  readonly changedMs: number
}

/**
 * The messages of a folder: eml files; a maildir, with its folders `new` and `cur`; or the files of MailHog, each of which
 * begins with the envelope. In the order of their names; MailHog's names have none, and it is that of their times.
 *
 * @throws FourportError MAIL_FILE_UNUSABLE where there is no mail
 */
export async function* readFolder(path: string): AsyncGenerator<MovedMessage> {
  const names = await readdir(path)
  const isMaildir = names.includes('cur') && names.includes('new')
  const folders = isMaildir ? [join(path, 'cur'), join(path, 'new')] : [path]
  const files = (await Promise.all(folders.map(filesIn))).flat()
  const byName = files.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const isNamed = ({ name }: FoundFile): boolean => isMaildir || isEml(name)
  const others = byName.filter((file) => !isNamed(file))
  let found = 0
  for (const { name, path: file, changedMs } of [
    ...byName.filter(isNamed),
    ...others.toSorted((one, other) => one.changedMs - other.changedMs),
  ]) {
    const message = messageIn(name, await readFile(file), isMaildir)
    if (message === null) continue
    found++
    yield { receivedAt: changedMs, ...message }
  }
  if (found === 0)
    throw mailFileUnusable(path, 'is a folder without mail: no .eml file, no maildir, no file of MailHog')
}

async function filesIn(folder: string): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = []
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const stats = await stat(path)
    if (stats.isFile()) found.push({ name, path, changedMs: Math.round(stats.mtimeMs) })
  }
  return found
}

function isEml(name: string): boolean {
  return name.toLowerCase().endsWith('.eml')
}

/** null: the file is no message. */
function messageIn(name: string, bytes: Buffer, isMaildir: boolean): Omit<MovedMessage, 'receivedAt'> | null {
  const facts = { id: null, envelope: {}, origin: withoutSession, tags: null, isRead: false }
  const hog = ofMailHog(bytes)
  if (hog !== null) return { ...facts, ...hog }
  if (!isMaildir && !isEml(name)) return null
  // Flags of a maildir: S is "seen" (https://cr.yp.to/proto/maildir.html).
  return { ...facts, isRead: isMaildir && /:2,[A-Z]*S/.test(name), raw: withCrlf(bytes) }
}

/** What MailHog writes before each message: HELO, FROM and each TO, then an empty line. */
function ofMailHog(bytes: Buffer): Pick<MovedMessage, 'envelope' | 'raw'> | null {
  if (bytes.subarray(0, 6).toString('latin1') !== 'HELO:<') return null
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const lines = bytes.subarray(0, end).toString('utf8').split('\r\n')
  const values = (name: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${name}:<`)).map((line) => line.slice(name.length + 2, -1))
  const raw = bytes.subarray(end + 4)
  return { envelope: { mailFrom: values('FROM')[0] ?? '', rcptTo: values('TO') }, raw }
}

/** Programs write mail with the line ends of their system; in SMTP a line ends with CRLF. */
function withCrlf(bytes: Buffer): Buffer {
  if (bytes.includes('\r\n') || !bytes.includes('\n')) return bytes
  return Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
}
