import { BlindGlass } from './blind-glass.ts'
import { type Glass, glassBytes, terminator } from './glass.ts'
import { moduleBase64 } from './line-look-module.ts'

/** The parts of WebAssembly used here; Node has them, the types of Node 20 do not name them. */
interface WebAssemblyOfNode {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => {
    readonly exports: {
      readonly memory: { readonly buffer: ArrayBuffer }
      look(at: number, sizeBytes: number): number
      find(at: number, end: number): number
      unstuff(at: number, sizeBytes: number, to: number): number
    }
  }
}

/** Between the buffer and copies of other bytes there is room for the bytes before. */
const copyAt = 2 * glassBytes + 256
const unstuffedAt = 4 * glassBytes
const groupBytes = 256
const CR = 0x0d
/** What fills up the last group: nothing that would be told. The second goes behind a CR. */
const fillers = ['\r\n', '\n\r'].map((pair) => Buffer.alloc(groupBytes, pair)) as [Buffer, Buffer]

class LookingGlass implements Glass {
  readonly buffer: Buffer
  readonly #memory: Buffer
  readonly #look: (at: number, sizeBytes: number) => number
  readonly #find: (at: number, end: number) => number
  readonly #unstuff: (at: number, sizeBytes: number, to: number) => number

  constructor({ Module, Instance }: WebAssemblyOfNode) {
    const module = new Module(Buffer.from(moduleBase64, 'base64'))
    const { memory, look, find, unstuff } = new Instance(module).exports
    this.#memory = Buffer.from(memory.buffer)
    this.#look = look
    this.#find = find
    this.#unstuff = unstuff
    this.buffer = this.#memory.subarray(glassBytes, 2 * glassBytes)
  }

  look(bytes: Buffer, end: number, before: number): number {
    const memory = this.#memory
    if (bytes.buffer === memory.buffer) return this.#at(bytes.byteOffset, end, before)
    let seen = 0
    let last = before
    for (let at = 0; at < end; at += glassBytes) {
      const size = bytes.copy(memory, copyAt, at, Math.min(end, at + glassBytes))
      seen |= this.#at(copyAt, size, last)
      last = memory[copyAt + size - 1] ?? 0
    }
    return seen
  }

  find(bytes: Buffer, start: number): number {
    // Where nearly every line begins like the terminator, indexOf takes five times as long as all else.
    if (bytes.buffer !== this.#memory.buffer) return bytes.indexOf(terminator, start)
    const end = bytes.length - terminator.length + 1
    const found = this.#find(bytes.byteOffset + start, bytes.byteOffset + end) - bytes.byteOffset
    return found < end ? found : -1
  }

  unstuffed(bytes: Buffer, start: number, end: number): Buffer {
    const memory = this.#memory
    const inPlace = bytes.buffer === memory.buffer
    const from = inPlace ? bytes.byteOffset + start : copyAt
    if (!inPlace) bytes.copy(memory, from, start, end)
    memory[from - 2] = bytes[start - 2] ?? 0
    memory[from - 1] = bytes[start - 1] ?? 0
    return memory.subarray(unstuffedAt, this.#unstuff(from - 2, end - start, unstuffedAt))
  }

  /** The byte before an address is the caller's, or read already. */
  #at(address: number, size: number, before: number): number {
    const memory = this.#memory
    const over = size % groupBytes
    const full = size - over
    memory[address - 1] = before
    const seen = full === 0 ? 0 : this.#look(address - 1, full)
    if (over === 0) return seen
    // The last group, filled up, is looked at in the first page: bytes behind it may not be read yet.
    const from = address + full
    memory[groupBytes - 1] = memory[from - 1] ?? 0
    memory.copyWithin(groupBytes, from, from + over)
    const filler = memory[groupBytes + over - 1] === CR ? fillers[1] : fillers[0]
    filler.copy(memory, groupBytes + over, 0, groupBytes - over)
    return seen | this.#look(groupBytes - 1, groupBytes)
  }
}

let glass: Glass | null = null

/** The one of this thread, made when first asked for. */
export function lookingGlass(): Glass {
  return (glass ??= createGlass())
}

function createGlass(): Glass {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly?: WebAssemblyOfNode }
  if (WebAssembly === undefined) return new BlindGlass() // node --jitless
  try {
    return new LookingGlass(WebAssembly)
  } catch {
    // Nothing is wrong with the module, so it is the machine: a processor without SSE4.1 (CompileError), or `ulimit -v`,
    // which forbids the gigabytes of addresses that V8 reserves (RangeError).
    return new BlindGlass()
  }
}
