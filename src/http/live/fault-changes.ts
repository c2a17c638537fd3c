import type { FaultState } from '../../model/fault.ts'
import type { HttpContext } from '../context.ts'
import { encodeEvent } from './encode-event.ts'

/** A fault may fire thousands of times a second, and nobody reads so fast. */
const tellEveryMs = 100

/** Tells readers what becomes of faults, each as it stands then. These events have no position: who resumes lists them. */
export class FaultChanges {
  readonly #faults: HttpContext['faults']
  readonly #tell: (text: string) => void
  readonly #changed = new Map<string, FaultState>()
  #timer: NodeJS.Timeout | undefined

  constructor(faults: HttpContext['faults'], tell: (text: string) => void) {
    this.#faults = faults
    this.#tell = tell
  }

  /** The function returned ends it. */
  start(): () => void {
    const unwatch = this.#faults.watch((status) => {
      this.#changed.set(status.id, status)
      this.#timer ??= setTimeout(() => this.#flush(), tellEveryMs).unref()
    })
    return () => {
      unwatch()
      clearTimeout(this.#timer)
      this.#timer = undefined
      this.#changed.clear()
    }
  }

  #flush(): void {
    this.#timer = undefined
    const changed = [...this.#changed.values()]
    this.#changed.clear()
    for (const status of changed) this.#tell(encodeEvent('fault', null, status))
  }
}
