import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

/** Shorter words have no room for anything that is worth it, and longer ones are of no line of SMTP. */
const word = /[A-Za-z0-9+/_=-]{20,2048}/g
const mostWords = 64
const mostBytes = 4096

/** What the words of a text are that were compressed (zlib, gzip, or deflate alone) and then written in base64 or hex. */
export function packedIn(text: string): readonly string[] {
  const words = text.match(word) ?? []
  return words.slice(0, mostWords).flatMap((one) => {
    const octets = [Buffer.from(one, 'base64')]
    if (/^(?:[0-9a-f]{2})+$/i.test(one)) octets.push(Buffer.from(one, 'hex'))
    return octets.flatMap((some) => openers.flatMap((open) => opened(some, open)))
  })
}

const openers = [inflateSync, gunzipSync, inflateRawSync]

function opened(octets: Buffer, open: (typeof openers)[number]): readonly string[] {
  try {
    return [open(octets, { maxOutputLength: mostBytes }).toString('latin1')]
  } catch {
    // It is not compressed so: nearly no word is.
    return []
  }
}
