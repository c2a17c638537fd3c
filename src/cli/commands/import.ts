import { open, stat } from 'node:fs/promises'
import { FourportError } from '../../base/errors.ts'
import { readMailpit } from '../../server/transfer/mailpit.ts'
import type { MovedMessage } from '../../server/transfer/moved-message.ts'
import { StoreFile } from '../../server/transfer/store-file.ts'
import { exitCodes } from '../exit-codes.ts'
import { readFolder } from '../transfer/folder.ts'
import { readJsonLines } from '../transfer/json-lines.ts'
import { readMbox } from '../transfer/mbox.ts'
import { printMoved } from '../transfer/moved.ts'
import { explainedFiles, mailFileUnusable } from '../transfer/unreadable.ts'
import type { Invocation } from '../verb.ts'

/** `fourport import FROM`: mail into a store's file, whatever program has kept it. */
export async function importMail({ words: [from], ...invocation }: Invocation): Promise<number> {
  const options = await invocation.options()
  if (from === undefined) {
    throw new FourportError('OPTION_INVALID', 'import needs a file or a folder to read.', {
      help: 'Write `fourport import FROM --store FILE`; FROM is JSON lines, an mbox file, a folder, or Mailpit’s database.',
    })
  }
  const form = await explainedFiles(from, () => formOf(from))
  const store = await StoreFile.open(options, false)
  try {
    const before = await store.counts()
    const { read, added, sessions } = await explainedFiles(from, () => moveInto(store, form, from))
    const evicted = (await store.counts()).evictedMessages - before.evictedMessages
    printMoved(`New in ${options.store ?? ''}`, { messages: added, sessions }, options, [
      ...(read > added ? [`Already there: ${read - added}.`] : []),
      ...(evicted > 0
        ? [`Removed, as the store is full: ${evicted}. Raise --max-messages or --max-message-bytes.`]
        : []),
    ])
  } finally {
    await store.close()
  }
  return exitCodes.ok
}

async function moveInto(
  store: StoreFile,
  form: Form,
  from: string,
): Promise<{ readonly read: number; readonly added: number; readonly sessions: number }> {
  let read = 0
  let sessions = 0
  async function* messages(): AsyncGenerator<MovedMessage> {
    for await (const { message, session } of linesIn(form, from))
      if (message === undefined) {
        await store.addSession(session)
        sessions++
      } else {
        yield message
        read++
      }
  }
  const added = await store.addMessages(messages())
  return { read, added, sessions }
}

const readers = { folder: readFolder, mailpit: readMailpit, mbox: readMbox }

type Form = keyof typeof readers | 'json-lines'

async function* linesIn(form: Form, from: string): ReturnType<typeof readJsonLines> {
  if (form === 'json-lines') return yield* readJsonLines(from)
  for await (const message of readers[form](from)) yield { message }
}

/** By what is there, whatever its name. */
async function formOf(path: string): Promise<Form> {
  if ((await stat(path)).isDirectory()) return 'folder'
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0)
    const head = buffer.subarray(0, bytesRead).toString('latin1')
    if (head === 'SQLite format 3\0') return 'mailpit'
    if (head.startsWith('From ')) return 'mbox'
    if (head.startsWith('{')) return 'json-lines'
    throw mailFileUnusable(
      path,
      'cannot be imported: expected JSON lines of an export, an mbox file, or Mailpit’s database',
    )
  } finally {
    await file.close()
  }
}
