const mark = '…'

const notBase64 = /[^A-Za-z0-9+/]/g
const notAlphanumeric = /[^A-Za-z0-9]/g

/**
 * The forms in which a secret may be written down: as it is, reversed, in ROT13, in hex, in base32, in base64, in two of these
 * one after the other, in UTF-16, and by the numbers of its characters, in either case, with other characters between. Each half of it counts: two commands that have half a secret each have all of it. For random
 * secrets of letters and digits, 16 at least: of any other, half may be found by chance.
 */
export class SecretForms {
  readonly #folded: readonly string[]
  readonly #exact: readonly string[]
  /** So many characters tell whether one of them ends there. */
  readonly longest: number

  constructor(secret: string) {
    const middle = Math.ceil(secret.length / 2)
    const halves = [secret.slice(0, middle), secret.slice(middle)]
    const both = halves.flatMap((half) => [half, reversed(half)])
    const cases = both.flatMap((half) => [half, half.toLowerCase(), half.toUpperCase()])
    const once = unique(cases).flatMap((half) => inBase64(Buffer.from(half)))
    const again = halves.flatMap((half) => inBase64(Buffer.from(half))).map((text) => Buffer.from(text))
    const folded = [...both, ...both.map(inRot13), ...both.flatMap(inBase32), ...both.flatMap(inNumbers)]
    this.#folded = unique([...folded, ...once.map(inHex)].map((text) => text.toLowerCase()))
    this.#exact = unique([
      ...once,
      ...once.map(reversed),
      ...again.flatMap(inBase64),
      ...both.flatMap((half) => inBase64(Buffer.from(inHex(half)))),
      ...both.flatMap((half) => inBase64(Buffer.from(half, 'utf16le'))),
    ])
    this.longest = Math.max(...[...this.#folded, ...this.#exact].map(({ length }) => length))
  }

  /** Linear: each form is looked for once. */
  areIn(text: string): boolean {
    return this.areWithin(readable(text))
  }

  areWithin({ folded, exact }: Readable): boolean {
    return (
      this.#folded.some((form) => folded.includes(form)) || this.#exact.some((form) => exact.includes(form))
    )
  }

  /** The text with `…` for every word that holds a form of it; for all of it where a form goes over several words. */
  masked(text: string): string {
    if (!this.areIn(text)) return text
    const shown = text.replace(/\S+/g, (word) => (this.areIn(word) ? mark : word))
    return this.areIn(shown) ? mark : shown
  }

  /** The same of all texts in a value of JSON. */
  maskedIn<Value>(value: Value): Value {
    if (typeof value === 'string') return this.masked(value) as Value
    if (Array.isArray(value)) return value.map((one: unknown) => this.maskedIn(one)) as Value
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([name, one]) => [name, this.maskedIn<unknown>(one)])
    return Object.fromEntries(entries) as Value
  }
}

/** Looks for a secret in octets that come in chunks. It keeps no more of them than may be the beginning of a form. */
export class SecretScan {
  /** Whether it has come. */
  found = false
  readonly #forms: SecretForms
  #tail: Readable = { folded: '', exact: '' }

  constructor(forms: SecretForms) {
    this.#forms = forms
  }

  push(chunk: Buffer): void {
    if (this.found) return
    const { folded, exact } = readable(chunk.toString('latin1'))
    const text = { folded: this.#tail.folded + folded, exact: this.#tail.exact + exact }
    this.found = this.#forms.areWithin(text)
    const { longest } = this.#forms
    this.#tail = { folded: text.folded.slice(-longest), exact: text.exact.slice(-longest) }
  }

  /** The value without the secret, where it has come: before that, nothing can have it. */
  shown<Value>(value: Value): Value {
    return this.found ? this.#forms.maskedIn(value) : value
  }
}

/** A text without what may be between the characters of a form. */
interface Readable {
  /** In lower case, where case makes no difference. */
  readonly folded: string
  readonly exact: string
}

function readable(text: string): Readable {
  return {
    folded: text.replace(notAlphanumeric, '').toLowerCase(),
    // The other alphabet of base64 (RFC 4648 §5) is read as the first.
    exact: text.replaceAll('-', '+').replaceAll('_', '/').replace(notBase64, ''),
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

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
