import type { Eventual } from '../base/eventual.ts'
import { messageOf } from '../base/errors.ts'
import { Rank } from '../base/rank.ts'
import { Semaphore } from '../base/semaphore.ts'
import { type Piece, type Threads, type Work, WorkFailed } from '../base/thread-work.ts'
import { Thread } from './thread.ts'
import { workerFile } from './worker-file.ts'

export interface ThreadLimits {
  /** Threads at the same time. */
  readonly count: number
  /** Of each: V8 ends one that takes more. */
  readonly heapBytes: number
  /** What may lie about in each of buffers that are needed no longer. Default: as much as V8 lets. */
  readonly maxGarbageBytes?: number
  /** From when a thread is ready to its answer. */
  readonly deadlineMs: number
  /** A thread without work ends after it, and gives its memory back. */
  readonly idleMs: number
}

/** Threads that start when there is work, take one piece at a time, and are replaced when they hang or die. */
export class ThreadPool implements Threads {
  readonly #file: URL
  readonly #limits: ThreadLimits
  readonly #places: Semaphore
  readonly #all = new Set<Thread>()
  /** With the timer that ends each. The last is the one that worked last. */
  readonly #idle: { readonly thread: Thread; readonly timer: NodeJS.Timeout }[] = []
  /** How often it was closed. */
  #closings = 0

  constructor(file: URL, limits: ThreadLimits) {
    this.#file = file
    this.#limits = limits
    this.#places = new Semaphore(limits.count)
  }

  run<Input, Output>(
    work: Work<Input, Output>,
    begin: () => Eventual<Piece<Input>>,
    rank: Rank = new Rank(),
  ): Promise<Output> {
    return new Promise((resolve, reject) => {
      const asked = this.#closings
      const job = async (): Promise<void> => {
        const { input, moved = [] } = await begin()
        if (asked !== this.#closings) throw closed()
        const thread = this.#take()
        await thread
          .run({ name: work.name, input }, moved, this.#limits.deadlineMs)
          .then((output) => resolve(output as Output), reject)
        // Its caller has the answer; the place is free when the memory is.
        await this.#giveBack(thread)
      }
      this.#places.run(job, { rank }).catch(reject)
    })
  }

  /** Ends all of them; what they do, or were to do, fails. Later work starts threads that end with it. */
  async close(): Promise<void> {
    this.#closings++
    this.#places.refuseWaiting(closed())
    for (const { timer } of this.#idle.splice(0)) clearTimeout(timer)
    await Promise.all([...this.#all].map((thread) => this.#end(thread)))
  }

  #take(): Thread {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      clearTimeout(idle.timer)
      if (idle.thread.isUsable) return idle.thread
      this.#all.delete(idle.thread)
    }
    try {
      const thread = new Thread(this.#file, this.#limits)
      this.#all.add(thread)
      return thread
    } catch (error) {
      throw new WorkFailed(`No thread could be started: ${messageOf(error)}`, { cause: error })
    }
  }

  async #giveBack(thread: Thread): Promise<void> {
    if (this.#closings > 0 || !thread.isUsable) return this.#end(thread)
    const timer = setTimeout(() => {
      this.#idle.splice(this.#idle.indexOf(idle), 1)
      void this.#end(thread)
    }, this.#limits.idleMs).unref()
    const idle = { thread, timer }
    this.#idle.push(idle)
  }

  async #end(thread: Thread): Promise<void> {
    this.#all.delete(thread)
    await thread.end(closed())
  }
}

function closed(): WorkFailed {
  return new WorkFailed('The server was closed while it was done.')
}

/** A pool of threads that read messages. */
export function openPool(limits: ThreadLimits): ThreadPool {
  return new ThreadPool(workerFile, limits)
}
