/** A field like `text/plain; charset=utf-8`, taken apart. */
export interface FieldValue {
  /** What stands before the parameters, in lower case. */
  readonly value: string
  readonly parameters: ReadonlyMap<string, string>
}

/** A field has a handful; a hostile one as many as fit. */
const longestField = 4096

/**
 * Takes a Content-Type or Content-Disposition field apart (RFC 2045 §5.1, RFC 2231): quoted values, values in pieces,
 * and values with a character set are put together. Encoded words, which have no place here, are left as they are.
 */
export function readField(field: string): FieldValue {
  const [value = '', ...rest] = field.slice(0, longestField).split(';')
  const given = new Map<string, string>()
  // A name without a value is a match too: none is begun in the middle of it.
  const pattern = /([^\s;="]+)(?:(\s*=\s*)(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*)))?/g
  for (const [, name = '', equals, quoted, bare = ''] of rest.join(';').matchAll(pattern)) {
    const key = name.toLowerCase()
    if (equals !== undefined && !given.has(key))
      given.set(key, quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1'))
  }
  return { value: value.trim().toLowerCase(), parameters: joined(given) }
}

/** RFC 2231 §3 and §4: `name*0*=utf-8''a%20`, `name*1=b`. */
function joined(given: ReadonlyMap<string, string>): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const [key, value] of given) {
    const [, name = key, first] = /^([^*]+)(\*(?:0\*?)?)$/.exec(key) ?? []
    if (first === undefined) {
      if (!key.includes('*') && !parameters.has(key)) parameters.set(key, value)
      continue
    }
    let whole = first.endsWith('0') ? escaped(value) : value
    for (let n = 1; ; n++) {
      const plain = given.get(`${name}*${n}`)
      const extended = given.get(`${name}*${n}*`)
      if (plain === undefined && extended === undefined) break
      whole += extended ?? escaped(plain ?? '')
    }
    parameters.set(name, decodeExtended(whole))
  }
  return parameters
}

/** A piece that is not percent-encoded keeps its percent signs. */
const escaped = (text: string): string => text.replaceAll('%', '%25')

function decodeExtended(text: string): string {
  const [, charset = 'utf-8', encoded = text] = /^([^']*)'[^']*'([^]*)$/.exec(text) ?? []
  const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return decodeCharset(Buffer.from(bytes, 'latin1'), charset)
}

/** Bytes as text; of a character set that nobody knows, as UTF-8. */
export function decodeCharset(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset || 'utf-8', { ignoreBOM: true }).decode(bytes)
  } catch {
    return bytes.toString('utf8') // a RangeError: no such label
  }
}
