import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CapturedMessage, NewMessage } from '../../../src/model/message.ts'
import { nextNumber } from './numbers.ts'

/** A message as its file has it. */
export interface StoredFacts {
  readonly message: CapturedMessage
  readonly costBytes: number
  /** By the clock on the wall: the store may have been closed meanwhile. */
  readonly addedMs: number
}

/** Two files a message, by its number: its facts, and its bytes. What is in memory is which there are. */
export class MessageFiles {
  readonly #folder: string
  /** Numbers by ids, oldest first. */
  readonly #known = new Map<string, number>()
  #costBytes = 0

  constructor(folder: string) {
    this.#folder = join(folder, 'messages')
    mkdirSync(this.#folder, { recursive: true })
    const numbers = readdirSync(this.#folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => Number.parseInt(name, 10))
    for (const seq of numbers.sort((one, other) => one - other)) {
      const { message, costBytes } = this.#read(seq)
      this.#known.set(message.id, seq)
      this.#costBytes += costBytes
    }
  }

  get count(): number {
    return this.#known.size
  }

  get costBytes(): number {
    return this.#costBytes
  }

  ids(): readonly string[] {
    return [...this.#known.keys()]
  }

  has(id: string): boolean {
    return this.#known.has(id)
  }

  add({ content, ...facts }: NewMessage, costBytes: number, addedMs: number): CapturedMessage {
    const seq = nextNumber(this.#folder)
    const message = { ...facts, seq, sizeBytes: content.sizeBytes }
    writeFileSync(this.#file(seq, 'eml'), Buffer.concat(content.parts))
    // After its bytes: a message is there when its facts are.
    writeFileSync(
      this.#file(seq, 'json'),
      JSON.stringify({ message, costBytes, addedMs } satisfies StoredFacts),
    )
    this.#known.set(message.id, seq)
    this.#costBytes += costBytes
    return structuredClone(message)
  }

  get(id: string): StoredFacts | undefined {
    const seq = this.#known.get(id)
    return seq === undefined ? undefined : this.#read(seq)
  }

  bytes(id: string): Buffer | undefined {
    const seq = this.#known.get(id)
    return seq === undefined ? undefined : readFileSync(this.#file(seq, 'eml'))
  }

  /** Oldest first. */
  below(before: number): readonly CapturedMessage[] {
    return [...this.#known.values()].filter((seq) => seq < before).map((seq) => this.#read(seq).message)
  }

  remove(id: string): boolean {
    const seq = this.#known.get(id)
    if (seq === undefined) return false
    this.#costBytes -= this.#read(seq).costBytes
    this.#known.delete(id)
    rmSync(this.#file(seq, 'json'))
    rmSync(this.#file(seq, 'eml'))
    return true
  }

  #read(seq: number): StoredFacts {
    return JSON.parse(readFileSync(this.#file(seq, 'json'), 'utf8')) as StoredFacts
  }

  #file(seq: number, ending: string): string {
    return join(this.#folder, `${seq}.${ending}`)
  }
}
