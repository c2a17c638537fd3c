import { Worker } from 'node:worker_threads'
import { Fifo } from '../../base/fifo.ts'
import { FourportError, messageOf } from '../../base/errors.ts'
import type { ErrorCode } from '../../base/error-catalogue.ts'
import type { Content } from '../../model/message.ts'
import type {
  BatchDone,
  FileOperation,
  FileOutcome,
  FileProblem,
  FileTotals,
  WriterAnswer,
  WriterData,
} from './operations.ts'
import { storeFailed } from './explained-reads.ts'
import type { WriterRequest } from './serve-writes.ts'

/** Of one commit: others that come meanwhile are in the next. */
const mostOperations = 256
const mostBytes = 16 * 1024 * 1024
/** As long as a search works before it lets others have their turn. */
const sliceMs = 10

interface Asked {
  readonly operation: FileOperation
  readonly content: Content | null
  readonly signal: AbortSignal | undefined
  done(outcome: FileOutcome): void
  failed(error: unknown): void
}

/**
 * What is to be written, in its order. A thread of its own writes it, since a commit waits for the disk; what has come
 * while it wrote is committed together next.
 */
export class WriteQueue {
  readonly #worker: Worker
  readonly #file: string
  readonly #waiting = new Fifo<Asked>()
  readonly #onError: (error: unknown) => void
  #underWay: readonly Asked[] | null = null
  #isPlanned = false
  #failure: FourportError | null = null
  #isClosing = false
  #totals: FileTotals
  #emptied = (): void => {}
  #ended = (): void => this.#fail('its thread ended')

  /** @throws FourportError STORE_NEEDS_NODE, STORE_IN_USE, STORE_UNUSABLE */
  static async open(
    writerFile: URL,
    data: WriterData,
    onError: (error: unknown) => void,
  ): Promise<WriteQueue> {
    const worker = new Worker(writerFile, {
      name: 'fourport store',
      // What the process was started with (a loader, a coverage tool, secrets) is not for mail.
      execArgv: [],
      env: {},
      workerData: data,
    })
    const answer = await new Promise<WriterAnswer>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
    })
    if ('opened' in answer) return new WriteQueue(worker, data.file, answer.opened, onError)
    await worker.terminate()
    const { code, message, help } = (answer as Extract<WriterAnswer, { refused: unknown }>).refused
    throw new FourportError(code as ErrorCode, message, help === null ? {} : { help })
  }

  private constructor(worker: Worker, file: string, totals: FileTotals, onError: (error: unknown) => void) {
    this.#worker = worker
    this.#file = file
    this.#totals = totals
    this.#onError = onError
    worker.on('message', (done: BatchDone) => void this.#answered(done))
    worker.on('error', (error) => this.#fail(messageOf(error)))
    worker.on('exit', () => this.#ended())
    worker.unref()
  }

  /** After the last commit. */
  get totals(): FileTotals {
    return this.#totals
  }

  /**
   * @param derive - Called at once when it is committed, in the order in which it was asked
   * @throws FourportError STORE_FAILED, STORE_FULL, SERVER_CLOSED; the reason of the signal, where it was aborted before
   */
  ask<Answer>(
    operation: FileOperation,
    derive: (done: Exclude<FileOutcome, FileProblem>) => Answer,
    more: {
      readonly content?: Content
      readonly signal?: AbortSignal | undefined
      readonly ifFull?: () => Answer
    } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#isClosing) return reject(storeClosed())
      if (this.#failure !== null) return reject(this.#failure)
      const { content = null, signal, ifFull } = more
      const done = (outcome: FileOutcome): void => {
        if (!('problem' in outcome)) resolve(derive(outcome))
        else if (outcome.problem === 'full' && ifFull !== undefined) resolve(ifFull())
        else reject(storeFailed(this.#file, 'written', outcome))
      }
      this.#waiting.push({ operation, content, signal, done, failed: reject })
      this.#plan()
    })
  }

  /** When all that was asked is written; nothing is taken from now on. */
  async drained(): Promise<void> {
    this.#isClosing = true
    if (this.#waiting.size > 0 || this.#underWay !== null)
      await new Promise<void>((resolve) => (this.#emptied = resolve))
  }

  /** Closes the file. */
  async close(): Promise<void> {
    if (this.#failure !== null) return
    this.#worker.ref()
    await new Promise<void>((resolve) => {
      this.#ended = resolve
      this.#worker.postMessage('close' satisfies WriterRequest, [])
    })
  }

  /** After this turn of the event loop: what comes in it is committed together. */
  #plan(): void {
    if (this.#isPlanned || this.#underWay !== null) return
    this.#isPlanned = true
    setImmediate(() => {
      this.#isPlanned = false
      this.#send()
    })
  }

  #send(): void {
    if (this.#underWay !== null || this.#failure !== null) return
    const batch = this.#next()
    if (batch.length === 0) return this.#emptied()
    const { operations, bytes } = packed(batch)
    this.#underWay = batch
    this.#worker.ref()
    this.#worker.postMessage({ operations, bytes } satisfies WriterRequest, [bytes.buffer])
  }

  #next(): Asked[] {
    const batch: Asked[] = []
    let bytes = 0
    while (batch.length < mostOperations && bytes < mostBytes) {
      const asked = this.#waiting.shift()
      if (asked === undefined) break
      if (asked.signal?.aborted === true) {
        asked.failed(asked.signal.reason)
        continue
      }
      batch.push(asked)
      bytes += asked.content?.sizeBytes ?? 0
    }
    return batch
  }

  /** Those who asked hear of it in their order; where what they do then takes long, others have their turn in between. */
  async #answered({ outcomes, totals }: BatchDone): Promise<void> {
    const batch = this.#underWay ?? []
    this.#worker.unref()
    this.#totals = totals
    let pauseAt = performance.now() + sliceMs
    for (const [at, asked] of batch.entries()) {
      try {
        asked.done(outcomes[at] as FileOutcome)
      } catch (error) {
        this.#onError(error)
        asked.failed(error)
      }
      if (performance.now() < pauseAt) continue
      await new Promise(setImmediate)
      pauseAt = performance.now() + sliceMs
    }
    this.#underWay = null
    this.#send()
  }

  #fail(why: string): void {
    if (this.#failure !== null) return
    this.#failure = storeFailed(this.#file, 'written', { problem: null, text: why })
    for (const asked of this.#underWay ?? []) asked.failed(this.#failure)
    this.#underWay = null
    for (let asked = this.#waiting.shift(); asked !== undefined; asked = this.#waiting.shift())
      asked.failed(this.#failure)
    this.#emptied()
  }
}

/** What is asked of a store that is closed. */
export function storeClosed(): FourportError {
  return new FourportError('SERVER_CLOSED', 'The store was asked after it was closed.')
}

/** The bytes of all messages in memory that moves to the thread, each operation with its place in it. */
function packed(batch: readonly Asked[]): {
  readonly operations: readonly FileOperation[]
  readonly bytes: Uint8Array<ArrayBuffer>
} {
  const sizeBytes = batch.reduce((sum, { content }) => sum + (content?.sizeBytes ?? 0), 0)
  const bytes = new Uint8Array(sizeBytes)
  let offset = 0
  const operations = batch.map(({ operation, content }) => {
    if (content === null || operation.type !== 'add-message') return operation
    const placed = { ...operation, offset }
    for (const part of content.parts) {
      bytes.set(part, offset)
      offset += part.length
    }
    return placed
  })
  return { operations, bytes }
}
