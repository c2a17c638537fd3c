import { open, rm } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { FourportError } from '../../base/errors.ts'
import { mboxOf } from '../../base/mbox.ts'
import { StoreFile } from '../../server/transfer/store-file.ts'
import { exitCodes } from '../exit-codes.ts'
import { emlFolder } from '../transfer/folder.ts'
import { messageLine, sessionLine } from '../transfer/json-lines.ts'
import { type Moved, printMoved } from '../transfer/moved.ts'
import { explainedFiles } from '../transfer/unreadable.ts'
import type { Invocation } from '../verb.ts'

/** `fourport export --to PATH`: the mail of a store's file as JSON lines, an mbox file, or a folder of eml files. */
export async function exportMail({ own, ...invocation }: Invocation): Promise<number> {
  const options = await invocation.options()
  const [to = ''] = own.get('to') ?? []
  if (to === '') {
    throw new FourportError('OPTION_INVALID', 'export needs a file or a folder to write to.', {
      help: 'Write `fourport export --store FILE --to PATH`; PATH ends with .jsonl or .mbox, or is a folder for eml files.',
    })
  }
  const store = await StoreFile.open(options, true)
  try {
    const moved = await explainedFiles(to, () => writeTo(to, store))
    printMoved(`Wrote to ${to}`, moved, options)
  } finally {
    await store.close()
  }
  return exitCodes.ok
}

async function writeTo(to: string, store: StoreFile): Promise<Moved> {
  if (to.endsWith('.jsonl')) return writeFileOf(to, linesOf(store))
  if (to.endsWith('.mbox')) return writeFileOf(to, mboxPartsOf(store))
  const write = await emlFolder(to)
  let messages = 0
  for await (const message of store.messages()) {
    await write(message)
    messages++
  }
  return { messages, sessions: 0 }
}

interface Part {
  readonly counts: keyof Moved
  readonly bytes: string | Buffer
}

/** A file that could not be written whole is removed: it would look like one that is. */
async function writeFileOf(path: string, parts: AsyncIterable<Part>): Promise<Moved> {
  const moved = { messages: 0, sessions: 0 }
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const { counts, bytes } of parts) {
      await file.appendFile(bytes)
      moved[counts]++
    }
  } catch (error) {
    await file.close()
    await rm(path)
    throw error
  }
  await file.close()
  return moved
}

async function* mboxPartsOf(store: StoreFile): AsyncGenerator<Part> {
  for await (const message of store.messages())
    yield { counts: 'messages', bytes: await buffer(mboxOf([message], ({ raw }) => [raw])) }
}

async function* linesOf(store: StoreFile): AsyncGenerator<Part> {
  for await (const session of store.sessions())
    yield { counts: 'sessions', bytes: `${sessionLine(session)}\n` }
  for await (const message of store.messages())
    yield { counts: 'messages', bytes: `${messageLine(message)}\n` }
}
