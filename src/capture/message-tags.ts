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

/** So much of X-Tags is read: some hundred tags, where a list has room for a few. */
const longestTags = 4 * 1024

export function xTagsStart(value: string): string {
  return value.slice(0, longestTags)
}

/** Tags from an X-Tags field, and from recipients like `user+tag@`. Read without parsing the message: this is asked of all of them. */
export function messageTags(message: CapturedMessage, raw: Buffer): readonly string[] {
  return tagsOfArrival(message, xTags(raw))
}

/** The tags that a message comes with. @param field - The beginning of X-Tags; '' where there is none */
export function tagsOfArrival(
  { envelope }: Pick<CapturedMessage, 'envelope'>,
  field: string,
): readonly string[] {
  const plus = envelope.rcptTo.flatMap((address) =>
    address.includes('+') ? (/^[^+@]+\+([^@]+)@/.exec(address)?.[1]?.split('+') ?? []) : [],
  )
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
  return xTagsStart(/^x-tags:[ \t]*((?:.*(?:\r?\n[ \t].*)*))/im.exec(header)?.[1] ?? '')
}
