import type { OptionName } from '../options/table.ts'
import type { ResolvedOptions } from '../options/options.ts'

/** What a verb is given. */
export interface Invocation {
  /** What follows the verb and is no option. */
  readonly words: readonly string[]
  /** What follows `--`, where the verb takes the command line of another program; null: there is no `--`. */
  readonly command: readonly string[] | null
  /** What the verb's own flags were given, by their names. */
  readonly own: ReadonlyMap<string, readonly string[]>
  /** The shared options from all their sources. Throws what {@link FourportError} says of a wrong one. */
  readonly options: () => Promise<ResolvedOptions>
}

/** A verb does its work and answers the exit code. */
export type VerbAction = (invocation: Invocation) => Promise<number>

/** A flag of one verb alone. */
export interface OwnFlag {
  /** What it takes, in capitals; '': nothing. */
  readonly metavar: string
  readonly description: string
  /** The default in words, where there is one to tell of. */
  readonly defaultText?: string
  /** May be given again. */
  readonly many?: true
}

export type OwnFlags = Readonly<Record<string, OwnFlag>>

/** A verb as the command line, its help and its page know it. */
export interface VerbRow {
  readonly name: string
  /** The one word that it takes, in brackets where it may be left out. Default: it takes none. */
  readonly operand?: string
  /** What it takes after `--`: the command line of another program. Default: what follows `--` are words. */
  readonly command?: string
  /** For the list of all verbs. */
  readonly brief: string
  /** For the help of this one. */
  readonly long: string
  /** The shared options that it looks at. */
  readonly options: readonly OptionName[] | 'all'
  /** Shared options that it does not take, where they would be mistaken for a flag of its own. */
  readonly without?: readonly OptionName[]
  /** Read from disk when the verb is named. Default: it has none. */
  readonly flags?: () => Promise<OwnFlags>
  /** Read from disk when it is wanted: the start of the server pays for no other verb. */
  readonly load: () => Promise<VerbAction>
}

/** As it is typed, with what it works on. */
export function typedForm({ name, operand, command }: VerbRow, options = ''): string {
  const words = [name, operand, options, command && `-- ${command}`]
  return words.filter((word) => word !== undefined && word !== '').join(' ')
}
