import { nameIn, plainNameIn } from './source.ts'
import type { OptionName } from './table.ts'

interface OptionSource {
  readonly source: string
  /** Its layer's place: higher ones win. */
  readonly rank: number
}

/** An option, or one of its names: `['ports', '.relay']`. */
type Place = readonly [name: OptionName, at?: string]

/** Where each option came from, and how to speak of it there. */
export class OptionSources {
  readonly #given = new Map<string, OptionSource>()
  readonly #fallback: string

  /** @param fallback - the source in whose words an option is named where nothing like it was given. */
  constructor(fallback: string) {
    this.#fallback = fallback
  }

  /** @param names - those given one by one; without them the whole option is, and what was said of single ones is over. */
  note(name: OptionName, names: readonly string[] | undefined, origin: OptionSource): void {
    this.#given.set(name, origin)
    if (names === undefined) {
      for (const key of this.#given.keys()) if (key.startsWith(`${name}.`)) this.#given.delete(key)
    } else {
      for (const one of names) this.#given.set(`${name}.${one}`, origin)
    }
  }

  isGiven(name: OptionName, at = ''): boolean {
    return this.#given.has(name + at)
  }

  /**
   * Whether both were given, and the first not by a layer that the second one's wins over: a flag may well switch
   * off what the environment has set up.
   */
  meets(name: Place, other: Place): boolean {
    const [first, second] = [this.#given.get(name.join('')), this.#given.get(other.join(''))]
    return first !== undefined && second !== undefined && first.rank >= second.rank
  }

  /** As the user wrote it. */
  named(name: OptionName, at = ''): string {
    return nameIn(this.#sourceOf(name, at), name, at)
  }

  /** As it would be written where `beside` was, for advice. */
  plain(name: OptionName, beside: OptionName = name, at = ''): string {
    const source = this.#given.has(name) ? this.#sourceOf(name, at) : this.#sourceOf(beside)
    return plainNameIn(source, name, at)
  }

  /** For what is said to be wrong: nobody is blamed for a default. */
  blamed(name: OptionName, beside: OptionName = name, at = ''): string {
    return this.isGiven(name, at) ? this.named(name, at) : `the default of ${this.plain(name, beside, at)}`
  }

  #sourceOf(name: OptionName, at = ''): string {
    return (this.#given.get(name + at) ?? this.#given.get(name))?.source ?? this.#fallback
  }
}
