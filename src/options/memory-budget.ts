import { totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'

/** What the process may use. */
export interface MemoryLimits {
  /** Of V8's heap, what lives long: its limit without the young generation. */
  readonly heapBytes: number
  /** Of everything: the container's limit or the machine's memory. */
  readonly processBytes: number
  readonly processKind: 'container' | 'machine'
}

/** What each part may keep, all together no more than the process has room for. Bytes, but where the name says otherwise. */
export interface MemoryBudget {
  readonly maxMessages: number
  readonly maxMessageBytes: number
  readonly inFlightLimitBytes: number
  readonly maxSessionBytes: number
  /** Caches of what was read out of messages. */
  readonly parser: {
    readonly maxParsedBytes: number
    readonly maxTextBytes: number
    readonly maxHeaderBytes: number
    /** The largest message that is parsed. */
    readonly maxParseBytes: number
    /** What parsing one may need of its thread's heap. */
    readonly maxWorkBytes: number
    /** The largest parsed message that is handed over to this thread's heap. */
    readonly maxResultBytes: number
  }
  /** Threads that messages are read in. */
  readonly threads: {
    readonly count: number
    /** V8's heap of each. */
    readonly heapBytes: number
    readonly maxGarbageBytes: number
    readonly deadlineMs: number
    readonly idleMs: number
  }
  /** The largest JSON body that is read over HTTP: its text and its values lie within the heap for a while. */
  readonly maxJsonBytes: number
  /** A number of verdicts. */
  readonly maxVerdicts: number
  readonly maxStreamBytes: number
  readonly maxIdleBlockBytes: number
  /** What may lie about, in each thread, of buffers that are needed no longer; Infinity: V8 decides. */
  readonly maxGarbageBytes: number
  /** What all of them together may take, outside of V8's heap and within it. */
  readonly room: { readonly outsideBytes: number; readonly insideBytes: number }
  /** Where the room ends first. */
  readonly limit: { readonly by: 'heap' | 'container' | 'machine'; readonly bytes: number }
  /** Whether that made anything smaller than where memory is no question. */
  readonly isBound: boolean
}

const MiB = 1024 ** 2

/** Where memory is no question. Outside of V8's heap: */
const outside = {
  maxMessageBytes: 256 * MiB,
  inFlightLimitBytes: 128 * MiB,
  maxStreamBytes: 32 * MiB,
  // What a server evicts for one large message serves the next.
  maxIdleBlockBytes: 32 * MiB,
}
/** Within it: */
const inside = {
  maxSessionBytes: 64 * MiB,
  // 10,000 messages of 6 KiB of text.
  maxTextBytes: 64 * MiB,
  // What a person looks at and a test asks again.
  maxParsedBytes: 32 * MiB,
  // Subjects and senders of some 50,000 messages.
  maxHeaderBytes: 16 * MiB,
}
const maxMessages = 50_000
const maxVerdicts = 5_000
/** Objects and index entries of one kept message, within the heap (measured). */
export const messageHeapBytes = 420
/** A verdict with a finding or two. */
const verdictHeapBytes = 3_000

/** V8's heap with all code loaded and a few clients. */
const heapAtRestBytes = 28 * MiB
/** The rest of the heap is for what lives shortly; the nearer to its limit, the more time V8 spends on collecting. */
const heapShareKept = 0.5
/**
 * Resident with all code loaded, and what V8 lets lie about before it collects. Measured with Node 20 in a control group of
 * 256 MiB: 59 to 70 MiB of it anonymous at rest, 90 to 114 at the peak of reading five hostile messages, and 133 to 157
 * with the pages of files.
 */
const residentAtRestBytes = 144 * MiB
/** Less would keep nothing; where there is less, the process is short of memory anyway. */
const leastRoomBytes = 32 * MiB
const shareOutside = 0.8
/** Kept messages come first: they are what it is for. */
const messageShareOfHeap = 0.5

/** The one place that says how much everything may hold. */
export function memoryBudget({ heapBytes, processBytes, processKind }: MemoryLimits): MemoryBudget {
  const room = Math.max(leastRoomBytes, processBytes - residentAtRestBytes)
  const heapRoom = Math.max(leastRoomBytes / 4, (heapBytes - heapAtRestBytes) * heapShareKept)
  const processHeapRoom = room * (1 - shareOutside)
  const kept = Math.min(heapRoom, processHeapRoom)
  const outsideScale = Math.min(1, (room * shareOutside) / sum(outside))
  const messages = Math.min(maxMessages, Math.floor((kept * messageShareOfHeap) / messageHeapBytes))
  const insideScale = Math.min(
    1,
    (kept - messages * messageHeapBytes) / (sum(inside) + maxVerdicts * verdictHeapBytes),
  )
  const maxGarbageBytes = outsideScale < 1 ? room / 8 : Infinity
  const threads = readingThreads(heapBytes, room - outside.maxMessageBytes * outsideScale, maxGarbageBytes)
  return {
    maxMessages: messages,
    maxMessageBytes: scaled(outside.maxMessageBytes, outsideScale),
    inFlightLimitBytes: scaled(outside.inFlightLimitBytes, outsideScale),
    maxStreamBytes: scaled(outside.maxStreamBytes, outsideScale),
    maxIdleBlockBytes: scaled(outside.maxIdleBlockBytes, outsideScale),
    maxSessionBytes: scaled(inside.maxSessionBytes, insideScale),
    parser: {
      maxParsedBytes: scaled(inside.maxParsedBytes, insideScale),
      maxTextBytes: scaled(inside.maxTextBytes, insideScale),
      maxHeaderBytes: scaled(inside.maxHeaderBytes, insideScale),
      ...readingBytes(threads.heapBytes, heapBytes - heapAtRestBytes - kept, room),
    },
    threads,
    maxGarbageBytes,
    maxJsonBytes: jsonBytes(heapBytes - heapAtRestBytes - kept, room / 2),
    maxVerdicts: Math.floor(maxVerdicts * insideScale),
    room: { outsideBytes: room * shareOutside, insideBytes: kept },
    limit:
      heapRoom < processHeapRoom
        ? { by: 'heap', bytes: heapBytes }
        : { by: processKind, bytes: processBytes },
    isBound: messages < maxMessages || insideScale < 1 || outsideScale < 1,
  }
}

/** A thread's heap with the parsers loaded. */
const threadAtRestBytes = 12 * MiB
/** V8's young generation of a thread, what it gives back, and its stack, outside of its heap. */
const threadBesideBytes = 16 * MiB
const largestThreadHeapBytes = 256 * MiB
const leastThreadHeapBytes = 24 * MiB

/** @param roomBytes - what is left in all */
function readingThreads(
  heapBytes: number,
  roomBytes: number,
  maxGarbageBytes: number,
): MemoryBudget['threads'] {
  // Where the process is started with a heap limit, V8 takes it for that of its threads as well.
  const most = Math.min(largestThreadHeapBytes, heapBytes)
  const count = roomBytes >= 2 * (largestThreadHeapBytes + threadBesideBytes) ? 2 : 1
  const each = Math.min(most, roomBytes / count - threadBesideBytes)
  return {
    count,
    heapBytes: Math.round(Math.max(leastThreadHeapBytes, each)),
    maxGarbageBytes,
    deadlineMs: readingDeadlineMs,
    idleMs: threadIdleMs,
  }
}

/** Several times what the worst message takes, on a machine with something else to do. */
const readingDeadlineMs = 10_000
const threadIdleMs = 30_000

function readingBytes(
  threadHeapBytes: number,
  heapRoomBytes: number,
  roomBytes: number,
): Pick<MemoryBudget['parser'], 'maxParseBytes' | 'maxWorkBytes' | 'maxResultBytes'> {
  const maxWorkBytes = threadHeapBytes - threadAtRestBytes
  return {
    // What is not text lies outside of the heap: once as it came, once decoded, and in an answer that is copied on its way.
    maxParseBytes: Math.floor(Math.min(maxWorkBytes / 2, roomBytes / 10)),
    maxWorkBytes,
    // Two may come at the same time.
    maxResultBytes: Math.floor(Math.max(MiB, heapRoomBytes / 4)),
  }
}

/** A body, its text and the values in it, of two bytes a character at worst; and two are read at the same time. */
const jsonFactor = 8

/** @param rooms - what is left, of the heap and in all */
function jsonBytes(...rooms: readonly number[]): number {
  return Math.floor(Math.max(MiB, Math.min(...rooms) / jsonFactor))
}

/** V8's young generation counts into its limit: three semi-spaces, of 64 MiB from Node 24 on, of 16 MiB before. */
const youngBytes = 3 * (Number.parseInt(process.versions.node, 10) >= 24 ? 64 : 16) * MiB

/** What this process may use, as V8 and the system say. */
export function memoryLimits(
  heapLimitBytes: number = getHeapStatistics().heap_size_limit,
  constrainedBytes: number = process.constrainedMemory(),
): MemoryLimits {
  const machineBytes = totalmem()
  // 0 where it is not known; without a limit some systems say the largest number there is.
  const isConstrained = constrainedBytes > 0 && constrainedBytes < machineBytes
  return {
    heapBytes: Math.max(heapLimitBytes - youngBytes, heapLimitBytes / 4),
    processBytes: isConstrained ? constrainedBytes : machineBytes,
    processKind: isConstrained ? 'container' : 'machine',
  }
}

function sum(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((all, one) => all + one, 0)
}

/** Whole megabytes, or eighths of one where there are few. */
function scaled(bytes: number, scale: number): number {
  const wanted = bytes * scale
  const step = wanted < 4 * MiB ? MiB / 8 : MiB
  return Math.max(step, Math.floor(wanted / step) * step)
}
