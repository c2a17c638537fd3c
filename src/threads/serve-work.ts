import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../base/errors.ts'
import { Garbage } from '../base/garbage.ts'

/** What a piece of work gives back. */
export interface Done<Output> {
  readonly output: Output
  /** Memory that moves over instead of being copied. */
  readonly moved?: readonly ArrayBuffer[]
}

/** Kinds of work by name, with what does each. */
export type WorkTable = Readonly<Record<string, (input: never) => Done<unknown> | Promise<Done<unknown>>>>

/** From the pool to its thread, one at a time. */
export interface WorkRequest {
  readonly name: string
  readonly input: unknown
  /** Of the memory that moved with it. */
  readonly movedBytes: number
}

/** From the pool to its thread, at its start. */
export interface ThreadData {
  readonly maxGarbageBytes: number
}

/** What is read is copied on its way: decoded, as text, as the answer, and as the body of a Response. */
const copies = 4

/** From the thread to its pool: once that it is ready, then an answer to each request. */
export type WorkAnswer = 'ready' | { readonly output: unknown } | { readonly error: string }

/** The thread's side: answers each request. */
export function serveWork(table: WorkTable): void {
  const port = parentPort
  if (port === null) throw new Error('This file is for a thread of Fourport, not to be run by itself.')
  const garbage = new Garbage((workerData as ThreadData).maxGarbageBytes)
  port.on('message', async ({ name, input, movedBytes }: WorkRequest) => {
    try {
      const { output, moved = [] } = await (table[name] as (input: unknown) => Promise<Done<unknown>>)(input)
      port.postMessage({ output } satisfies WorkAnswer, moved)
    } catch (error) {
      port.postMessage({ error: messageOf(error) } satisfies WorkAnswer)
    }
    // Not before what this function still holds is let go.
    setImmediate(() => garbage.left(copies * movedBytes))
  })
  port.postMessage('ready' satisfies WorkAnswer)
}
