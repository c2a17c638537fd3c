import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FeedPast, Remembered } from '../../../src/store/feed.ts'

/** So many are known, and known again when the store is opened. */
export const keptEvents = 1_000

/** What happened, a line an event, before them a line with the position that they follow. */
export class EventFile {
  readonly #file: string

  constructor(folder: string) {
    this.#file = join(folder, 'events.jsonl')
    if (!existsSync(this.#file)) this.#write({ oldest: 0, events: [] })
  }

  append(event: Remembered): void {
    appendFileSync(this.#file, `${JSON.stringify(event)}\n`)
  }

  /** What is known of it; what is older is left out of the file from now on. */
  past(): FeedPast {
    const [oldest = 0, ...events] = readFileSync(this.#file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as never)
    const forgotten = Math.max(0, events.length - keptEvents)
    const past = { oldest: oldest + forgotten, events: events.slice(forgotten) }
    if (forgotten > 0) this.#write(past)
    return past
  }

  #write({ oldest, events }: FeedPast): void {
    writeFileSync(this.#file, [oldest, ...events].map((line) => `${JSON.stringify(line)}\n`).join(''))
  }
}
