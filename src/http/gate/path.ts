/** A request target, taken apart. */
export interface RequestTarget {
  /** One spelling for each resource: decoded once, `//`, `.` and `..` resolved, then encoded again. */
  readonly path: string
  /** Whether it ends as a folder does: what is relative to it is in it, not beside it. */
  readonly isFolder: boolean
  /** With its `?`, or ''. */
  readonly search: string
  /** The authority of an absolute-form target (RFC 9112 §3.2.2); it stands above the Host header. */
  readonly authority: string | null
}

// A control character, a backslash or an encoded slash in a segment has no honest use here, and every layer reads it differently.
const hostileSegment = /[^ -~\u0080-\uffff]|[\\/]/

/**
 * Reads a request target. Gate and router are both given this result, so that no spelling of a path
 * (`/%61pi/events`, `//api/events`, `/x/../api/events`) is one thing to the first and another to the second.
 * Answers null for a target that cannot be read.
 */
export function readTarget(target: string): RequestTarget | null {
  const absolute = /^https?:\/\/([^/?#]*)(.*)$/is.exec(target)
  const authority = absolute ? (absolute[1] as string) : null
  const rest = absolute ? (absolute[2] as string) : target
  const mark = rest.indexOf('?')
  const rawPath = mark === -1 ? rest : rest.slice(0, mark)
  if (!rawPath.startsWith('/') && !(absolute && rawPath === '')) return null
  const segments: string[] = []
  for (const raw of rawPath.split('/')) {
    const segment = decode(raw)
    if (segment === null || hostileSegment.test(segment)) return null
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return {
    isFolder: /(?:^|\/)\.{0,2}$/.test(rawPath),
    path: `/${segments.map(encodeURIComponent).join('/')}`,
    search: mark === -1 ? '' : rest.slice(mark),
    authority,
  }
}

/** A path as it is beneath the web root, '' for the top; null: it is outside. */
export function beneath(path: string, webRoot: string): string | null {
  if (!path.startsWith(webRoot)) return null
  const rest = path.slice(webRoot.length)
  return rest === '' ? '/' : rest.startsWith('/') ? rest : null
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null // a malformed escape: the caller answers 400
  }
}
