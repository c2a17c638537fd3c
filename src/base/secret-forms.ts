import { packedIn } from './packed-text.ts'
import { SecretPieces } from './secret-pieces.ts'
import {
  areAnyIn,
  endOf,
  formsOf,
  joined,
  type ReadableText,
  readable,
  type WrittenForms,
} from './written-forms.ts'

const mark = '…'

/**
 * The forms in which a secret may be written down: as it is, reversed, in ROT13, in hex, in base32, in base64, in base85, in two of
 * these one after the other, in UTF-16, by the numbers of its characters, in either case, with other characters between, and
 * compressed. Each half of it counts: two commands that have half a secret each have all of it. Of smaller pieces all have to be
 * there. For random secrets of letters and digits, 16 at least: of any other, half may be found by chance.
 */
export class SecretForms {
  readonly #halves: readonly WrittenForms[]
  readonly pieces: SecretPieces
  /** So many characters tell whether one of them ends there. */
  readonly longest: number

  constructor(secret: string) {
    const middle = Math.ceil(secret.length / 2)
    this.#halves = [secret.slice(0, middle), secret.slice(middle)].map(formsOf)
    this.pieces = new SecretPieces(secret)
    const all = this.#halves.flatMap(({ folded, exact, printed }) => [...folded, ...exact, ...printed])
    this.longest = Math.max(...all.map(({ length }) => length))
  }

  /** Linear: each form is looked for once, and what is compressed is opened up to a limit. */
  areIn(text: string): boolean {
    return this.areWithin(readable(text)) || packedIn(text).some((open) => this.areWithin(readable(open)))
  }

  scan(): SecretScan {
    return new SecretScan(this)
  }

  areWithin(text: ReadableText): boolean {
    return this.#halves.some((forms) => areAnyIn(forms, text))
  }

  /** The text with `…` for every word that holds a form of it; for all of it where a form goes over several words. */
  masked(text: string): string {
    if (!this.areIn(text)) return text
    const shown = text.replace(/\S+/g, (word) => (this.areIn(word) ? mark : word))
    return this.areIn(shown) ? mark : shown
  }

  /** The same of all texts in a value of JSON. */
  maskedIn<Value>(value: Value): Value {
    return inTexts(value, (text) => this.masked(text))
  }
}

function inTexts<Value>(value: Value, mask: (text: string) => string): Value {
  if (typeof value === 'string') return mask(value) as Value
  if (Array.isArray(value)) return value.map((one: unknown) => inTexts(one, mask)) as Value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, one]) => [name, inTexts<unknown>(one, mask)])
  return Object.fromEntries(entries) as Value
}

const nothing: ReadableText = { folded: '', exact: '', printed: '' }

/** Pieces of a secret are looked for in so many characters: in more, small ones are found by chance. */
const reach = 2048
/** A line that is longer is opened up to there. */
const longestLine = 4096

/** Looks for a secret in octets that come in chunks. It keeps no more of them than may be the beginning of a form. */
export class SecretScan {
  /** Whether it has come. */
  found = false
  readonly #forms: SecretForms
  /** It has come in pieces, so that those are in what was said before. */
  #inPieces = false
  #tail = nothing
  #line = ''

  constructor(forms: SecretForms) {
    this.#forms = forms
  }

  push(chunk: Buffer): void {
    if (this.found) return
    const said = chunk.toString('latin1')
    const text = joined(this.#tail, readable(said))
    const { longest, pieces } = this.#forms
    this.#inPieces = pieces.areIn(endOf(text, reach + chunk.length))
    this.found = this.#inPieces || this.#forms.areWithin(text) || this.#isPacked(said)
    this.#tail = endOf(text, Math.max(longest, reach))
  }

  /** What is compressed is opened a line at a time, the last one when no more comes. */
  #isPacked(said: string): boolean {
    const lines = `${this.#line}${said}`.split('\n')
    this.#line = (lines.pop() ?? '').slice(0, longestLine)
    return lines.some((line) => this.#forms.areIn(line.slice(0, longestLine)))
  }

  /** No more octets come. */
  end(): void {
    this.found ||= this.#forms.areIn(this.#line)
    this.#line = ''
  }

  /** The value without the secret, where it has come: before that, nothing can have it. */
  shown<Value>(value: Value): Value {
    return this.found ? this.#forms.maskedIn(value) : value
  }

  /** The same of what was said before all of it had come. */
  shownAfterwards<Value>(value: Value): Value {
    return this.#inPieces ? inTexts(value, (text) => this.#forms.pieces.masked(text)) : value
  }
}
