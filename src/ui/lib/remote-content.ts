/** What a message would load from the network. */
export interface RemoteContent {
  readonly images: number
  /** Images that nobody sees: they only report that the message was opened. */
  readonly trackers: number
  /** More of the message than was looked at may have some. */
  readonly more: boolean
}

/** So much is looked at: a message that is longer has its pictures at the beginning too. */
const searchedLength = 1024 * 1024

/** Remote images of an HTML part, by its tags and styles alone: nothing is loaded. One pass. */
export function remoteContentOf(html: string): RemoteContent {
  const searched = html.slice(0, searchedLength)
  const found = { images: 0, trackers: 0, more: html.length > searchedLength }
  for (const [tag] of searched.matchAll(/<img\b[^>]*/gi)) {
    const attributes = attributesOf(tag)
    if (!isRemote(attributes.get('src') ?? '')) continue
    if (isUnseen(attributes)) found.trackers++
    else found.images++
  }
  for (const [, url] of searched.matchAll(/\bbackground\s*=\s*["']?([^\s"'>]{1,8})/gi))
    if (isRemote(url ?? '')) found.images++
  for (const [, url] of searched.matchAll(/\burl\(\s*(?:["']|&quot;)?([^\s"')&]{1,8})/gi))
    if (isRemote(url ?? '')) found.images++
  return found
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name, quoted, single, bare] of tag.matchAll(
    /\b(src|width|height|style)\s*=\s*(?:"([^"]*)|'([^']*)|([^\s"'>]+))/gi,
  )) {
    const key = (name as string).toLowerCase()
    // A browser takes the first of two.
    if (!found.has(key)) found.set(key, (quoted ?? single ?? bare ?? '').trim())
  }
  return found
}

function isRemote(url: string): boolean {
  return /^(?:https?:|\/\/)/i.test(url)
}

/** At most one pixel in either direction, or hidden. */
function isUnseen(attributes: ReadonlyMap<string, string>): boolean {
  const isPixel = (size: string | undefined): boolean => size !== undefined && /^[01](?:px)?$/i.test(size)
  if (isPixel(attributes.get('width')) || isPixel(attributes.get('height'))) return true
  const style = attributes.get('style') ?? ''
  return (
    /(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i.test(style) ||
    /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
  )
}
