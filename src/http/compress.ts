import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'

/** Below this the header that says so takes what it saves. */
const minBytes = 1_024
/** A larger answer is one message or a file: it is written as it is, rather than held a second time. */
const maxBytes = 1024 * 1024
/** Each that is compressed as it is read takes about 40 KB beside V8's heap; the next ones are written as they are. */
const maxStreams = 16
/** Fast, and with small windows: an answer takes little memory, and 91 of 289 KB remain of the page and its data. */
const settings = { level: 5, memLevel: 6, windowBits: 14 } as const

const texts =
  /^(?:text\/(?:html|css|javascript|plain)|application\/(?:json|problem\+json|manifest\+json|xml)|image\/svg\+xml)(?:;|$)/i

/** Few answers need it before the ports answer. */
const loadZlib = () => import('node:zlib')
let streams = 0

/** Whether answers of this type depend on what the client reads (RFC 9110 §12.5.5). */
export function isCompressible(headers: Headers): boolean {
  return texts.test(headers.get('content-type') ?? '') && !headers.has('content-encoding')
}

/** Whether a client reads gzip (RFC 9110 §12.5.3). One that says nothing gets what it always got. */
export function readsGzip({ headers }: IncomingMessage): boolean {
  const offers = String(headers['accept-encoding'] ?? '')
    .slice(0, 1_000)
    .toLowerCase()
    .split(',')
    .map((offer) => offer.split(';').map((part) => part.trim()))
  const weights = new Map(offers.map(([name, weight]) => [name, weight]))
  const name = weights.has('gzip') ? 'gzip' : '*'
  return weights.has(name) && !/^q=0(?:\.0{0,3})?$/.test(weights.get(name) ?? '')
}

/** A whole answer, smaller; null: it is not worth it. */
export async function compressed(body: Buffer): Promise<Buffer | null> {
  if (body.length < minBytes || body.length > maxBytes) return null
  const { gzip } = await loadZlib()
  return promisify<Buffer, typeof settings, Buffer>(gzip)(body, settings)
}

/** Compresses an answer as it is made: a piece is asked for when the one before has been read. */
export type Compress = (pieces: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

/** null: too many are under way. */
export async function compressor(): Promise<Compress | null> {
  const { constants, createGzip } = await loadZlib()
  if (streams >= maxStreams) return null
  return async function* (pieces) {
    streams++
    const gzip = createGzip(settings)
    let made: Buffer[] = []
    gzip.on('data', (part: Buffer) => made.push(part))
    const taken = (): Buffer => {
      const all = Buffer.concat(made)
      made = []
      return all
    }
    try {
      for await (const piece of pieces) {
        gzip.write(piece)
        await new Promise<void>((resolve) => gzip.flush(constants.Z_SYNC_FLUSH, resolve))
        yield taken()
      }
      const ended = once(gzip, 'end')
      gzip.end()
      await ended
      yield taken()
    } finally {
      gzip.destroy()
      streams--
    }
  }
}
