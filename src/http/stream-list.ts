import { answerBy } from './answer-by.ts'
import { Rank } from '../base/rank.ts'
import type { Semaphore } from '../base/semaphore.ts'
import { isGone } from '../capture/message-reader.ts'
import type { RouteParts } from './route-parts.ts'
import { pieceBytes } from './stream-message.ts'

const usuallyAtOnce = 4
const comma = Buffer.from(',')

/** A list as JSON, its items last but for what is known only when they are made. */
export interface ListAnswer<Given> {
  /** All before the items: `{"total":3,"messages":[`. */
  readonly head: string
  readonly given: readonly Given[]
  /** One item as JSON. One whose message has left the store is left out. */
  readonly make: (one: Given) => Promise<string | Buffer>
  /** All after the items, of which there are so many: `],"count":3}`. */
  readonly tail: (count: number) => string
  /** Items that take more than this end the list; default: none does. */
  readonly maxBytes?: number
  /** Items that are made at the same time: each may take the bytes of a message, and what is made of them. Default: 4. */
  readonly atOnce?: number
}

/** What the later items of a list wait for. */
export interface ListTurns {
  readonly turns: Semaphore
  /** Aborted when the client has left, or the server closes: no more is made. */
  readonly signal: AbortSignal
}

/** Those of one request. */
export function listTurns(
  { turns, closing }: Pick<RouteParts, 'turns' | 'closing'>,
  { signal }: Request,
): ListTurns {
  return { turns, signal: AbortSignal.any([signal, closing]) }
}

/**
 * Answers with a list. A short one is made at once; of a longer one each block is made when its client has read the one
 * before, so that nobody holds all of it. Fails as the first items do; later ones end the answer short of its end.
 * @param later - Items beyond the turn of the request take their own. Default: they take none
 */
export async function streamList<Given>(list: ListAnswer<Given>, later?: ListTurns): Promise<Response> {
  let isLater = false
  const inTurn = <Made>(job: () => Promise<Made>): Promise<Made> => {
    if (!later) return job()
    const { turns } = later
    return answerBy(Infinity, later.signal, (signal) =>
      isLater ? turns.run(job, { rank: new Rank('back'), signal }) : job(),
    )
  }
  const blocks = blocksOf(list, inTurn)
  const first = await blocks.next()
  const second = first.done ? first : await blocks.next()
  isLater = true
  const headers = { 'content-type': 'application/json' }
  if (first.done) return new Response(null, { headers })
  if (second.done) return new Response(first.value, { headers })
  const ready: Uint8Array<ArrayBuffer>[] = [first.value, second.value]
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = ready.shift() ?? (await blocks.next()).value
        if (next === undefined) controller.close()
        else controller.enqueue(next)
      },
      async cancel() {
        await blocks.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { ...headers, 'transfer-encoding': 'chunked' } })
}

/** The list in pieces, each of them made when it is asked for. */
async function* blocksOf<Given>(
  list: ListAnswer<Given>,
  inTurn: <Made>(job: () => Promise<Made>) => Promise<Made>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const { head, given, tail, maxBytes = Infinity, atOnce = usuallyAtOnce } = list
  let pieces: Buffer[] = [Buffer.from(head)]
  let waitingBytes = 0
  let allBytes = 0
  let count = 0
  for (let at = 0; at < given.length && allBytes <= maxBytes; at += atOnce) {
    const group = given.slice(at, at + atOnce)
    for (const item of await inTurn(() => Promise.all(group.map((one) => made(list, one))))) {
      if (item === null || allBytes > maxBytes) continue
      if (count++ > 0) pieces.push(comma)
      pieces.push(item)
      waitingBytes += item.length
      allBytes += item.length
    }
    if (waitingBytes < pieceBytes) continue
    yield* cut(pieces)
    pieces = []
    waitingBytes = 0
  }
  pieces.push(Buffer.from(tail(count)))
  yield* cut(pieces)
  return undefined
}

async function made<Given>({ make }: ListAnswer<Given>, one: Given): Promise<Buffer | null> {
  try {
    const item = await make(one)
    return typeof item === 'string' ? Buffer.from(item) : item
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

/** In pieces of at most so many octets: what is written is held until it is read. */
function* cut(pieces: readonly Buffer[]): Generator<Uint8Array<ArrayBuffer>> {
  const joined = Buffer.concat(pieces)
  const whole = new Uint8Array(joined.buffer as ArrayBuffer, joined.byteOffset, joined.length)
  for (let at = 0; at < whole.length; at += pieceBytes) yield whole.subarray(at, at + pieceBytes)
}
