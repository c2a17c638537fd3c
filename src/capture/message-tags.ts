import type { CapturedMessage } from '../model/message.ts'

/** Only what Mailpit allows in a tag stays, and no more than 100 characters of it; '' where nothing does. */
export function cleanTag(tag: string): string {
  return tag
    .replace(/[^a-z0-9\-._ @]/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100)
}

/** Tags as Mailpit spells them; each once, whatever its case. */
export function sortedTags(tags: readonly string[]): string[] {
  const byName = new Map<string, string>()
  for (const tag of tags) {
    const clean = cleanTag(tag)
    if (clean !== '' && !byName.has(clean.toLowerCase())) byName.set(clean.toLowerCase(), clean)
  }
  return [...byName.values()].sort((one, other) => one.localeCompare(other))
}

/** A header is never looked at beyond this. */
const longestHeader = 64 * 1024

/** Tags from an X-Tags field, and from recipients like `user+tag@`. Read without parsing the message: this is asked of all of them. */
export function messageTags(message: CapturedMessage, raw: Buffer): readonly string[] {
  const plus = message.envelope.rcptTo.flatMap((address) =>
    address.includes('+') ? (/^[^+@]+\+([^@]+)@/.exec(address)?.[1]?.split('+') ?? []) : [],
  )
  const field = xTags(raw)
  return plus.length === 0 && field === '' ? none : sortedTags([...field.split(','), ...plus])
}

const none: readonly string[] = []

function xTags(raw: Buffer): string {
  const end = raw.indexOf('\r\n\r\n')
  const header = raw.toString(
    'latin1',
    0,
    end === -1 ? Math.min(raw.length, longestHeader) : Math.min(end, longestHeader),
  )
  return /^x-tags:((?:.*(?:\r?\n[ \t].*)*))/im.exec(header)?.[1] ?? ''
}
