/** What one look at bytes tells, as bits. */
export const told = {
  /** Some CR or LF is not part of a CRLF. */
  bare: 1,
  /** Some 256 bytes in a row hold no LF: there may be a line that is too long. Without it there is none. */
  sparse: 2,
  eightBit: 4,
  nul: 8,
  /** Some LF has a dot behind it: there may be a stuffed dot, or the end. Without it there is none. */
  dotted: 16,
} as const

/** The parts of WebAssembly used here; Node has them, the types of Node 20 do not name them. */
interface WebAssemblyOfNode {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => {
    readonly exports: {
      readonly memory: { readonly buffer: ArrayBuffer }
      look(at: number, sizeBytes: number): number
    }
  }
}

/**
 * Sixteen bytes at a time, for every message: the same in JavaScript takes as long as all else that a message of 1 MiB
 * costs. Looks at the bytes from `$at` + 1 on, in groups of 256; the one before them is at `$at`:
 *
 *     (memory (export "memory") 4)
 *     (func (export "look") (param $at i32) (param $size i32) (result i32)
 *       $end = $at + $size, $nul = 255 × 16
 *       (block $done (loop $groups
 *         (br_if $done (i32.ge_u $at $end))
 *         $group = $at + 256, $lines = 0
 *         (loop $steps
 *           $bytes   = (v128.load offset=1 $at)
 *           $before  = (v128.load $at)
 *           $lf      = (i8x16.eq $bytes LF)
 *           $lines  |= $lf
 *           $bare   |= $lf ^ (i8x16.eq $before CR)
 *           $dotted |= (i8x16.eq $bytes DOT) & (i8x16.eq $before LF)
 *           $high   |= $bytes
 *           $nul     = (i8x16.min_u $nul $bytes)
 *           (br_if $steps (i32.lt_u (local.tee $at (i32.add $at 16)) $group)))
 *         $sparse |= !any($lines)
 *         (br $groups)))
 *       any($bare) | $sparse << 1 | (bitmask($high) != 0) << 2 | !all($nul) << 3 | any($dotted) << 4)
 */
const moduleBase64 =
  'AGFzbQEAAAABBwFgAn9/AX8DAgEABQMBAAQHEQIGbWVtb3J5AgAEbG9vawAACucBAeQBAgN/C3tBCv0PIQ1BDf0PIQ5BLv0PIQ9B/wH9DyEMIAAg' +
  'AWohAgJAA0AgACACTw0BIABBgAJqIQP9DAAAAAAAAAAAAAAAAAAAAAAhCANAIAD9AAABIQUgAP0AAAAhBiAFIA39IyEHIAggB/1QIQggCSAHIAYg' +
  'Dv0j/VH9UCEJIAogBSAP/SMgBiAN/SP9Tv1QIQogCyAF/VAhCyAMIAX9dyEMIABBEGoiACADSQ0ACyAEIAj9U0VyIQQMAAsLIAn9UyAEQQF0ciAL' +
  '/WRBAEdBAnQgDP1jRUEDdHIgCv1TQQR0cnIL'

const blockBytes = 64 * 1024
const groupBytes = 256
const CR = 0x0d
/** What fills up the last group: nothing that would be told. The second goes behind a CR. */
const fillers = ['\r\n', '\n\r'].map((pair) => Buffer.alloc(groupBytes, pair)) as [Buffer, Buffer]

/** Memory that can be looked at without being copied first: what comes from the network is best put there. */
export class LookingGlass {
  /** 64 KiB of it. */
  readonly buffer: Buffer
  readonly #memory: Buffer
  readonly #look: (at: number, sizeBytes: number) => number

  constructor() {
    const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyOfNode }).WebAssembly
    const { memory, look } = new Instance(new Module(Buffer.from(moduleBase64, 'base64'))).exports
    this.#memory = Buffer.from(memory.buffer)
    this.#look = look
    this.buffer = this.#memory.subarray(blockBytes, 2 * blockBytes)
  }

  /**
   * Looks at the first `end` bytes.
   * @param before - The byte before them; 0: there is none
   * @returns Bits of {@link told}
   */
  look(bytes: Buffer, end: number, before: number): number {
    const memory = this.#memory
    if (bytes.buffer === memory.buffer) return this.#at(bytes.byteOffset, end, before)
    // Between the buffer and its copies there is room for the byte before.
    const copyAt = 2 * blockBytes + groupBytes
    let seen = 0
    let last = before
    for (let at = 0; at < end; at += blockBytes) {
      const size = bytes.copy(memory, copyAt, at, Math.min(end, at + blockBytes))
      seen |= this.#at(copyAt, size, last)
      last = memory[copyAt + size - 1] ?? 0
    }
    return seen
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

let glass: LookingGlass | null = null

/** The one of this thread, made when first asked for. */
export function lookingGlass(): LookingGlass {
  return (glass ??= new LookingGlass())
}
