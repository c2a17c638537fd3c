import { moduleBase64 } from './byte-scanner-module.ts'

/** A page of WebAssembly, and the most that Node reads at once. */
export const pageBytes = 64 * 1024

/** What one scan of bytes tells, as bits. */
export const signs = {
  /** Some CR or LF is not part of a CRLF. */
  bare: 1,
  /** Some 256 bytes in a row hold no LF: there may be a line that is too long. Without it there is none. */
  sparse: 2,
  eightBit: 4,
  nul: 8,
  /** Some LF has a dot after it: there may be a stuffed dot, or the end. Without it there is none. */
  dotted: 16,
} as const

/** The signs where nothing was scanned: all of them may be there. */
const anything = Object.values(signs).reduce((bits, bit) => bits | bit, 0)

/** The end of a message: nothing else is (RFC 5321 §4.1.1.4). */
export const terminator: Buffer = Buffer.from('\r\n.\r\n')

/** Scans bytes in memory of its own: what comes from the network is best put there, and need not be copied first. */
export interface ByteScanner {
  /** `pageBytes` of it. */
  readonly buffer: Buffer
  /**
   * Scans the first `end` bytes.
   * @param before - The byte before them; 0: there is none
   * @returns Bits of {@link signs}
   */
  scan(bytes: Buffer, end: number, before: number): number
  /** Where the first terminator from `start` on begins; -1: there is none. */
  find(bytes: Buffer, start: number): number
  /**
   * Bytes without the dots after CRLF (RFC 5321 §4.5.2), at most `pageBytes`; theirs only until the next call. What
   * comes before the first byte of all is taken for no line end.
   */
  unstuffed(bytes: Buffer, start: number, end: number): Buffer
}

/** The parts of WebAssembly used here; Node has them, the types of Node 20 do not name them. */
interface WebAssemblyOfNode {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => {
    readonly exports: {
      readonly memory: { readonly buffer: ArrayBuffer }
      scan(at: number, sizeBytes: number): number
      find(at: number, end: number): number
      unstuff(at: number, sizeBytes: number, to: number): number
    }
  }
}

/** Between the buffer and copies of other bytes there is room for the bytes before. */
const copyAt = 2 * pageBytes + 256
const unstuffedAt = 4 * pageBytes
const groupBytes = 256
const CR = 0x0d
/** What fills up the last group: nothing that gives a sign. The second goes after a CR. */
const fillers = ['\r\n', '\n\r'].map((pair) => Buffer.alloc(groupBytes, pair)) as [Buffer, Buffer]

class SimdScanner implements ByteScanner {
  readonly buffer: Buffer
  readonly #memory: Buffer
  readonly #scan: (at: number, sizeBytes: number) => number
  readonly #find: (at: number, end: number) => number
  readonly #unstuff: (at: number, sizeBytes: number, to: number) => number

  constructor({ Module, Instance }: WebAssemblyOfNode) {
    const module = new Module(Buffer.from(moduleBase64, 'base64'))
    const { memory, scan, find, unstuff } = new Instance(module).exports
    this.#memory = Buffer.from(memory.buffer)
    this.#scan = scan
    this.#find = find
    this.#unstuff = unstuff
    this.buffer = this.#memory.subarray(pageBytes, 2 * pageBytes)
  }

  scan(bytes: Buffer, end: number, before: number): number {
    const memory = this.#memory
    if (bytes.buffer === memory.buffer) return this.#at(bytes.byteOffset, end, before)
    let seen = 0
    let last = before
    for (let at = 0; at < end; at += pageBytes) {
      const size = bytes.copy(memory, copyAt, at, Math.min(end, at + pageBytes))
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
    const seen = full === 0 ? 0 : this.#scan(address - 1, full)
    if (over === 0) return seen
    // The last group, filled up, is scanned in the first page: bytes after it may not be read yet.
    const from = address + full
    memory[groupBytes - 1] = memory[from - 1] ?? 0
    memory.copyWithin(groupBytes, from, from + over)
    const filler = memory[groupBytes + over - 1] === CR ? fillers[1] : fillers[0]
    filler.copy(memory, groupBytes + over, 0, groupBytes - over)
    return seen | this.#scan(groupBytes - 1, groupBytes)
  }
}

/** Where there is no WebAssembly. It scans nothing and so says that there may be anything: then bytes are searched and counted one by one. */
class PlainScanner implements ByteScanner {
  readonly buffer: Buffer = Buffer.allocUnsafeSlow(pageBytes)

  scan(): number {
    return anything
  }

  find(bytes: Buffer, start: number): number {
    return bytes.indexOf(terminator, start)
  }

  unstuffed(bytes: Buffer, start: number, end: number): Buffer {
    return Buffer.from(bytes.toString('latin1', start, end).replace(/\r\n\./g, '\r\n'), 'latin1')
  }
}

let scanner: ByteScanner | null = null

/** The one of this thread, made when first asked for. */
export function byteScanner(): ByteScanner {
  return (scanner ??= createScanner())
}

function createScanner(): ByteScanner {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly?: WebAssemblyOfNode }
  if (WebAssembly === undefined) return new PlainScanner() // node --jitless
  try {
    return new SimdScanner(WebAssembly)
  } catch {
    // Nothing is wrong with the module, so it is the machine: a processor without SSE4.1 (CompileError), or `ulimit -v`,
    // which forbids the gigabytes of addresses that V8 reserves (RangeError).
    return new PlainScanner()
  }
}
