/** How a piece of a secret may be written down, as it is found in a text that {@link readable} has made. */
export interface WrittenForms {
  readonly folded: readonly string[]
  readonly exact: readonly string[]
  readonly printed: readonly string[]
}

/** A text without what may be between the characters of a form. */
export interface ReadableText {
  /** In lower case, where case makes no difference. */
  readonly folded: string
  readonly exact: string
  /** All but blanks: base85 uses nearly every character. */
  readonly printed: string
}

const notBase64 = /[^A-Za-z0-9+/]/g
const notAlphanumeric = /[^A-Za-z0-9]/g

/** A shorter one is found by chance. */
const leastCharacters = 5

export function formsOf(piece: string): WrittenForms {
  const both = [piece, reversed(piece)]
  const cases = unique(both.flatMap((half) => [half, half.toLowerCase(), half.toUpperCase()]))
  const once = cases.flatMap((half) => inBase64(Buffer.from(half)))
  const again = inBase64(Buffer.from(piece)).map((text) => Buffer.from(text))
  const folded = [...both, ...both.map(inRot13), ...both.flatMap(inBase32), ...both.flatMap(inNumbers)]
  return {
    folded: unique([...folded, ...once.map(inHex)].map((text) => text.toLowerCase())),
    exact: unique([
      ...once,
      ...once.map(reversed),
      ...again.flatMap(inBase64),
      ...both.flatMap((half) => inBase64(Buffer.from(inHex(half)))),
      ...both.flatMap((half) => inBase64(Buffer.from(half, 'utf16le'))),
    ]),
    printed: unique(cases.flatMap((half) => inBase85(Buffer.from(half)))),
  }
}

/** Linear: each form is looked for once. */
export function areAnyIn({ folded, exact, printed }: WrittenForms, text: ReadableText): boolean {
  return (
    folded.some((form) => text.folded.includes(form)) ||
    exact.some((form) => text.exact.includes(form)) ||
    printed.some((form) => text.printed.includes(form))
  )
}

export function readable(text: string): ReadableText {
  return {
    folded: text.replace(notAlphanumeric, '').toLowerCase(),
    // The other alphabet of base64 (RFC 4648 §5) is read as the first.
    exact: text.replaceAll('-', '+').replaceAll('_', '/').replace(notBase64, ''),
    printed: text.replace(/\s/g, ''),
  }
}

export function joined(before: ReadableText, after: ReadableText): ReadableText {
  return {
    folded: before.folded + after.folded,
    exact: before.exact + after.exact,
    printed: before.printed + after.printed,
  }
}

export function endOf({ folded, exact, printed }: ReadableText, characters: number): ReadableText {
  return {
    folded: folded.slice(-characters),
    exact: exact.slice(-characters),
    printed: printed.slice(-characters),
  }
}

function reversed(text: string): string {
  return [...text].toReversed().join('')
}

function inHex(text: string): string {
  return Buffer.from(text).toString('hex')
}

/** The base64 of these octets within that of others: by how many come before them, it has one of three forms. */
function inBase64(octets: Buffer): readonly string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), octets]).toString('base64')
    return text.slice(Math.ceil((before * 4) / 3), Math.floor(((before + octets.length) * 4) / 3))
  })
}

const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The same of base32 (RFC 4648 §6), in which five octets are eight characters. */
function inBase32(text: string): readonly string[] {
  const octets = Buffer.from(text)
  return [0, 1, 2, 3, 4].map((before) => {
    const bits = Buffer.concat([Buffer.alloc(before), octets])
      .toJSON()
      .data.map(inBits)
      .join('')
    const whole = bits.match(/.{5}/g) ?? []
    const all = whole.map((five) => base32Alphabet[Number.parseInt(five, 2)]).join('')
    return all.slice(Math.ceil((before * 8) / 5))
  })
}

const inBits = (octet: number): string => octet.toString(2).padStart(8, '0')

/** The numbers of its characters as programs and pages write them: `\x34`, `\u0034`, `&#x34;`, `&#52;`, `\064`, `00110100`. */
function inNumbers(text: string): readonly string[] {
  const octets = [...Buffer.from(text)]
  const hex = octets.map((octet) => octet.toString(16).padStart(2, '0'))
  return [
    hex.join(''),
    hex.map((two) => `x${two}`).join(''),
    hex.map((two) => `0x${two}`).join(''),
    hex.map((two) => `u00${two}`).join(''),
    octets.join(''),
    octets.map((octet) => octet.toString(8).padStart(3, '0')).join(''),
    octets.map(inBits).join(''),
  ]
}

function inRot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const first = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first)
  })
}

const ofZ85 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'
const ofRfc1924 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~'
const ofAscii85 = String.fromCharCode(...Array.from({ length: 85 }, (_, digit) => 33 + digit))

/** Four octets are five characters: by how many come before, it has one of four forms, of what is whole of it. */
function inBase85(octets: Buffer): readonly string[] {
  return [0, 1, 2, 3].flatMap((first) => {
    const groups = Array.from({ length: Math.max(0, octets.length - first) >> 2 }, (_, nth) =>
      digitsOf(octets.readUInt32BE(first + nth * 4)),
    )
    return [ofZ85, ofRfc1924, ofAscii85].map((alphabet) =>
      groups.flatMap((digits) => digits.map((digit) => alphabet[digit])).join(''),
    )
  })
}

function digitsOf(word: number): readonly number[] {
  return [4, 3, 2, 1, 0].map((place) => Math.floor(word / 85 ** place) % 85)
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter(({ length }) => length >= leastCharacters)
}
