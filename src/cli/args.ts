import { FourportError } from '../base/errors.ts'
import { listOf } from '../base/suggest.ts'
import { optionMeant } from '../options/option-meant.ts'
import { type OptionName, optionNames, optionTable } from '../options/table.ts'
import type { Flag, Flags } from './flags.ts'

/** A command line taken apart; values are still text. */
export interface Arguments {
  /** Before `--`, what is neither a flag nor its value: the verb, then what it works on. */
  readonly words: readonly string[]
  /** What follows `--`; null: there is none. */
  readonly rest: readonly string[] | null
  /** Of the shared options, by their names. */
  readonly options: Readonly<Record<string, unknown>>
  /** Of the verb's own flags, by their names. */
  readonly own: ReadonlyMap<string, readonly string[]>
  readonly help: boolean
  readonly version: boolean
}

/** A flag as it stands on a command line. */
interface Typed {
  readonly typed: string
  readonly flag: Flag
  /** After `=`, or as the next word. */
  readonly given: string | undefined
  readonly isJoined: boolean
}

type Part = { readonly word: string } | { readonly rest: readonly string[] } | Typed

const unvalued = { isOwn: false, metavar: '', value: 'true', isSwitch: false, isMany: false, isSecret: false }
const help: Flag = { ...unvalued, name: 'help' }
const version: Flag = { ...unvalued, name: 'version' }
/** What asks for no option: every verb knows these. */
const asking: Flags = new Map([['--help', help], ['-h', help], ['--version', version], ['-v', version]]) // prettier-ignore

/**
 * Takes a command line apart: `--flag value`, `--flag=value`, `--no-flag`, `--`.
 *
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID, OPTION_CONFLICT
 */
export function parseArguments(argv: readonly string[], flags: Flags): Arguments {
  const words: string[] = []
  const options: Record<string, unknown> = {}
  const own = new Map<string, readonly string[]>()
  const once = new Map<string, Typed>()
  const asked = new Set<Flag>()
  let rest: readonly string[] | null = null
  for (const part of partsOf(argv, flags)) {
    if ('word' in part) words.push(part.word)
    else if ('rest' in part) rest = part.rest
    else if (part.flag === help || part.flag === version) asked.add(part.flag)
    else {
      const { name, isOwn, isMany } = part.flag
      const value = valueOf(part)
      if (!isMany) refuseOther(once, { ...part, given: value })
      if (isOwn) own.set(name, isMany ? [...(own.get(name) ?? []), value] : [value])
      else options[name] = isMany ? [...((options[name] as string[]) ?? []), value] : value
    }
  }
  return { words, rest, options, own, help: asked.has(help), version: asked.has(version) }
}

/**
 * The first word of a command line that is neither a flag nor the value of one; undefined: there is none.
 *
 * @throws FourportError OPTION_UNKNOWN of a flag before it
 */
export function firstWord(argv: readonly string[], flags: Flags): string | undefined {
  for (const part of partsOf(argv, flags)) {
    if ('word' in part) return part.word
    if ('rest' in part) return part.rest[0]
  }
}

function* partsOf(argv: readonly string[], flags: Flags): Generator<Part> {
  const isFlag = (text: string): boolean => flags.has(text) || asking.has(text) || text === '--'
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index]!
    if (argument === '--') return yield { rest: argv.slice(index + 1) }
    if (!argument.startsWith('-') || argument === '-') {
      yield { word: argument }
      continue
    }
    const [, typed = '', joined] = /^(-[^=]*)(?:=([\s\S]*))?$/.exec(argument)!
    const flag = asking.get(typed) ?? flags.get(typed) ?? unknownFlag(typed, flags)
    const next = argv[index + 1]
    // A known flag is not taken for a value; a password that looks like one is written with `=`.
    const takesNext = flag.metavar !== '' && joined === undefined && !isFlag(next?.split('=')[0] ?? '--')
    if (takesNext) index++
    yield { typed, flag, given: takesNext ? next : joined, isJoined: joined !== undefined }
  }
}

function valueOf({ typed, flag, given, isJoined }: Typed): string {
  if (flag.metavar === '' && isJoined && !flag.isSwitch) {
    // `--json=false` is meant; `--no-json=false` could mean either.
    throw new FourportError('OPTION_INVALID', `${typed} takes no value.`, { help: `Write ${typed} alone.` })
  }
  if (given !== undefined) return given
  if (flag.metavar === '') return flag.value
  throw new FourportError('OPTION_INVALID', `${typed} needs a value: ${typed} ${flag.metavar}.`, {
    help: `Write it after a space or “=”: ${typed} ${flag.metavar}.`,
  })
}

/** The same again does no harm; of two values nobody can tell which one was meant. */
function refuseOther(earlier: Map<string, Typed>, now: Typed): void {
  const key = `${now.flag.isOwn ? 'own' : 'shared'} ${now.flag.name}`
  const first = earlier.get(key) ?? now
  earlier.set(key, first)
  if (first.given === now.given) return
  const [one, other] = [first, now].map(({ typed, flag, given }) =>
    (flag.metavar === '' && given === flag.value) || flag.isSecret ? typed : `${typed} ${given}`,
  )
  throw new FourportError(
    'OPTION_CONFLICT',
    one === other ? `${one} is given twice, with two values.` : `${one} and ${other} contradict each other.`,
    { help: 'Give one of the two.' },
  )
}

function unknownFlag(typed: string, flags: Flags): never {
  const others = [...flags.keys(), '--help', '--version']
  const flagOf = (name: OptionName): string => `--${optionTable[name].flag}`
  const taken = optionNames.filter((name) => flags.has(flagOf(name)))
  const near = optionMeant(typed, flagOf, taken, others)
  throw new FourportError('OPTION_UNKNOWN', `Unknown option ${typed}.`, {
    help: `${near === undefined ? '' : `Did you mean ${near}? `}There are ${listOf([...flags.keys()], typed)}; \`fourport --help\` has all of them.`,
  })
}
