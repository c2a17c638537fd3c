// Neither a path nor a header can be made of what is left.
// oxlint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]+/g

/** A file name out of a message, made safe to offer: no path, no control or direction mark, at most 200 characters. */
export function safeFileName(name: string | null, fallback: string): string {
  // Half a surrogate pair cannot be percent-encoded.
  const clean = bare((name ?? '').replace(/\p{Surrogate}/gu, '_').replace(unsafe, '_'))
  if (clean === '' || /^_+$/.test(clean)) return fallback
  const characters = Array.from(clean)
  if (characters.length <= 200) return clean
  // Keep the extension: it tells a person what it is.
  const dot = clean.lastIndexOf('.')
  const extension = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : ''
  return characters.slice(0, 200 - extension.length).join('') + extension
}

/** Without the dots and blanks around it, which hide a file or are lost on some systems. */
function bare(name: string): string {
  let from = 0
  let to = name.length
  while (from < to && isDotOrBlank(name[from])) from++
  while (to > from && isDotOrBlank(name[to - 1])) to--
  return name.slice(from, to)
}

function isDotOrBlank(character: string | undefined): boolean {
  return character === '.' || character === ' '
}

/** Content-Disposition of a download (RFC 6266, RFC 8187): an ASCII name for all, the real one for who can read it. */
export function contentDisposition(kind: 'attachment' | 'inline', name: string): string {
  const ascii = name.replace(/[^\u0020-\u007e]|[%"\\]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
