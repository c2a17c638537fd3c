import type { SessionRecord } from '../../model/session-record.ts'

/** Nmap waits up to eleven seconds from one of its sessions to the next. */
const overAfterMs = 15_000

/** A scan of one port from one host. */
export interface Scan {
  readonly sessions: number
  readonly last: SessionRecord
}

interface HeldScan {
  sessions: number
  last: SessionRecord
  timer: NodeJS.Timeout
}

/** Counts the sessions of each scan, and shows it once, when no more come. */
export class HeldScans {
  readonly #held = new Map<string, HeldScan>()
  readonly #show: (scan: Scan) => void

  constructor(show: (scan: Scan) => void) {
    this.#show = show
  }

  add(session: SessionRecord): void {
    const key = `${session.port.name} ${session.remote.host}`
    const held = this.#held.get(key)
    if (held === undefined) {
      const timer = setTimeout(() => this.#end(key), overAfterMs).unref()
      this.#held.set(key, { sessions: 1, last: session, timer })
      return
    }
    held.sessions++
    held.last = session
    held.timer.refresh()
  }

  /** All that are held are shown now. */
  flush(): void {
    for (const key of this.#held.keys()) this.#end(key)
  }

  #end(key: string): void {
    const held = this.#held.get(key)
    if (held === undefined) return
    clearTimeout(held.timer)
    this.#held.delete(key)
    this.#show(held)
  }
}
