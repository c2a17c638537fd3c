import { crc32 } from 'node:zlib'
import type { CapturedMessage } from '../../model/message.ts'

/** What the fields of a ZIP file without its 64-bit form can count. */
export const maxZipEntries = 65_535
export const maxZipBytes: number = 2 ** 32 - 1

interface Entry {
  readonly header: Buffer
  readonly at: number
}

/** A ZIP file of the exact bytes of each message, `ID.eml`, not compressed: most of a large message is base64 of what is. */
export async function* zipOf(
  messages: readonly CapturedMessage[],
  piecesOf: (message: CapturedMessage) => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, undefined> {
  const entries: Entry[] = []
  let at = 0
  for (const message of messages) {
    // Stands before the content, so all of it is read twice.
    let sum = 0
    let sizeBytes = 0
    for await (const piece of piecesOf(message)) {
      sum = crc32(piece, sum)
      sizeBytes += piece.length
    }
    // It has left the store.
    if (sizeBytes < message.sizeBytes) continue
    const header = entryHeader(message, sum)
    const name = Buffer.from(`${message.id}.eml`)
    yield Buffer.concat([Buffer.from('PK\u0003\u0004'), header, name])
    yield* piecesOf(message)
    entries.push({ header: Buffer.concat([header, name]), at })
    at += 4 + header.length + name.length + sizeBytes
  }
  const directory = Buffer.concat(entries.map(directoryEntry))
  yield Buffer.concat([directory, directoryEnd(entries.length, directory.length, at)])
  return undefined
}

/** What stands alike before the content and in the directory: version 2.0, stored, time, sum, sizes, length of the name. */
function entryHeader({ id, receivedAt, sizeBytes }: CapturedMessage, sum: number): Buffer {
  const header = Buffer.alloc(26)
  const at = new Date(receivedAt)
  header.writeUInt16LE(20, 0)
  header.writeUInt16LE((at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1), 6)
  header.writeUInt16LE(
    (Math.max(0, at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
    8,
  )
  header.writeUInt32LE(sum, 10)
  header.writeUInt32LE(sizeBytes, 14)
  header.writeUInt32LE(sizeBytes, 18)
  header.writeUInt16LE(Buffer.byteLength(`${id}.eml`), 22)
  return header
}

function directoryEntry({ header, at }: Entry): Buffer {
  const facts = header.subarray(0, 26)
  const more = Buffer.alloc(14)
  more.writeUInt32LE(at, 10)
  return Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.from([20, 0]),
    facts,
    more,
    header.subarray(26),
  ])
}

function directoryEnd(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(at, 16)
  return end
}
