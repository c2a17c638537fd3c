import { areAnyIn, formsOf, type ReadableText, readable, type WrittenForms } from './written-forms.ts'

const mark = '…'
const pieces = 4
/** Of a text that is not for this, so many characters in a row are of a secret by chance, but never all of it. */
const leastCharacters = 4

/** A secret in pieces that are smaller than its half, in any order: of all four quarters a form, or all of it in plain pieces. */
export class SecretPieces {
  readonly #quarters: readonly WrittenForms[]
  readonly #plain: readonly string[]
  readonly #reversed: readonly string[]

  constructor(secret: string) {
    const size = Math.ceil(secret.length / pieces)
    this.#quarters = Array.from({ length: pieces }, (_, nth) =>
      formsOf(secret.slice(nth * size, (nth + 1) * size)),
    )
    this.#plain = runsOf(secret.toLowerCase())
    this.#reversed = runsOf([...secret.toLowerCase()].toReversed().join(''))
  }

  /** Linear in the text. */
  areIn(text: ReadableText): boolean {
    return (
      coversAll(this.#plain, text.folded) ||
      coversAll(this.#reversed, text.folded) ||
      this.#quarters.every((forms) => areAnyIn(forms, text))
    )
  }

  /** The text with `…` for every word that holds a piece. */
  masked(text: string): string {
    return text.replace(/\S+/g, (word) => (this.#hasPiece(readable(word)) ? mark : word))
  }

  #hasPiece(text: ReadableText): boolean {
    return (
      [...this.#plain, ...this.#reversed].some((run) => text.folded.includes(run)) ||
      this.#quarters.some((forms) => areAnyIn(forms, text))
    )
  }
}

/** Every run of the least length. */
function runsOf(secret: string): readonly string[] {
  return Array.from({ length: Math.max(0, secret.length - leastCharacters + 1) }, (_, at) =>
    secret.slice(at, at + leastCharacters),
  )
}

/** Whether each character is in a run that the text has. */
function coversAll(runs: readonly string[], text: string): boolean {
  let covered = 0
  for (const [at, run] of runs.entries()) {
    if (covered < at) return false
    if (text.includes(run)) covered = at + leastCharacters
  }
  return runs.length > 0 && covered >= runs.length + leastCharacters - 1
}
