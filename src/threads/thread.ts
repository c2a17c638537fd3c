import { Worker } from 'node:worker_threads'
import { messageOf, systemCode } from '../base/errors.ts'
import { WorkFailed } from '../base/thread-work.ts'
import type { ThreadData, WorkAnswer, WorkRequest } from './serve-work.ts'

const MiB = 1024 ** 2
/** What lives shortly; V8 makes three spaces of it. */
const youngBytes = 12 * MiB
/** Node and the parsers are read from disk, on a machine that may be busy. */
const startDeadlineMs = 30_000

interface ThreadMemory {
  /** V8 ends the thread above it. */
  readonly heapBytes: number
  readonly maxGarbageBytes?: number
}

/** One thread. It keeps no process alive but while it works, and works once it has failed no more. */
export class Thread {
  readonly #worker: Worker
  readonly #ready: Promise<void>
  #settle: { resolve(output: unknown): void; reject(failure: WorkFailed): void } | null = null
  #failure: WorkFailed | null = null
  #setReady = (): void => {}

  constructor(file: URL, { heapBytes, maxGarbageBytes = Infinity }: ThreadMemory) {
    this.#ready = new Promise((resolve) => (this.#setReady = resolve))
    this.#worker = new Worker(file, {
      name: 'fourport',
      // What the process was started with (a loader, a coverage tool, secrets) is not for mail.
      execArgv: [],
      env: {},
      workerData: { maxGarbageBytes } satisfies ThreadData,
      resourceLimits: {
        maxOldGenerationSizeMb: Math.round(heapBytes / MiB),
        maxYoungGenerationSizeMb: youngBytes / MiB,
      },
    })
    this.#worker.on('message', (answer: WorkAnswer) => this.#heard(answer))
    this.#worker.on('error', (error) => this.#fail(failureOf(error, heapBytes)))
    this.#worker.on('exit', () => this.#fail(new WorkFailed('Its thread ended.')))
    this.#worker.unref()
  }

  get isUsable(): boolean {
    return this.#failure === null
  }

  /** @throws WorkFailed */
  async run(
    request: Omit<WorkRequest, 'movedBytes'>,
    moved: readonly ArrayBuffer[],
    deadlineMs: number,
  ): Promise<unknown> {
    this.#worker.ref()
    try {
      const answer = new Promise((resolve, reject) => (this.#settle = { resolve, reject }))
      if (this.#failure) throw this.#failure
      await this.#within(startDeadlineMs, Promise.race([this.#ready, answer]), 'Its thread did not start')
      const movedBytes = moved.reduce((sum, { byteLength }) => sum + byteLength, 0)
      this.#worker.postMessage({ ...request, movedBytes } satisfies WorkRequest, moved)
      return await this.#within(deadlineMs, answer, 'It was not done')
    } finally {
      this.#settle = null
      this.#worker.unref()
    }
  }

  /** Ends it, whatever it does. */
  async end(failure: WorkFailed): Promise<void> {
    this.#fail(failure)
    await this.#worker.terminate()
  }

  async #within<Value>(ms: number, work: Promise<Value>, what: string): Promise<Value> {
    const timer = setTimeout(
      () => void this.end(new WorkFailed(`${what} within ${ms.toLocaleString('en-US')} ms.`)),
      ms,
    )
    return work.finally(() => clearTimeout(timer))
  }

  #heard(answer: WorkAnswer): void {
    if (answer === 'ready') this.#setReady()
    else if ('error' in answer) this.#settle?.reject(new WorkFailed(answer.error))
    else this.#settle?.resolve(answer.output)
  }

  #fail(failure: WorkFailed): void {
    this.#failure ??= failure
    this.#settle?.reject(this.#failure)
  }
}

function failureOf(error: unknown, heapBytes: number): WorkFailed {
  return systemCode(error) === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new WorkFailed(`It took more than ${Math.round(heapBytes / MiB)} MiB of memory.`)
    : new WorkFailed(`Its thread failed: ${messageOf(error)}`, { cause: error })
}
