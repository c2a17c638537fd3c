/** A typed list of listeners. A listener that throws or rejects is reported to `onError` and never stops the others. */
export class Emitter<Event> {
  /** Never changed, only replaced: a walk through it is not disturbed. */
  #listeners: readonly ((event: Event) => void)[] = []
  readonly #onError: (error: unknown) => void

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  get size(): number {
    return this.#listeners.length
  }

  /** Adds a listener; the function returned takes it off again. */
  on(listener: (event: Event) => void): () => void {
    if (!this.#listeners.includes(listener)) this.#listeners = [...this.#listeners, listener]
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener)
    }
  }

  emit(event: Event): void {
    const listeners = this.#listeners
    for (const listener of listeners) {
      // One that was taken off by a listener before it.
      if (listeners !== this.#listeners && !this.#listeners.includes(listener)) continue
      try {
        const outcome: unknown = listener(event)
        // An async listener that nobody awaits would end the process.
        if (outcome instanceof Promise) outcome.catch(this.#onError)
      } catch (error) {
        this.#onError(error)
      }
    }
  }
}
