import { FourportError } from '../base/errors.ts'
import { optionMeant } from '../options/option-meant.ts'
import { type OptionName, optionNames, optionTable } from '../options/table.ts'

/** A command line taken apart; option values are still text. */
export interface Arguments {
  /** Words that are no options: the verb, then what it works on. */
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
  readonly help: boolean
  readonly version: boolean
}

interface Flag {
  readonly name: OptionName
  /** What the flag stands for where it takes no value. */
  readonly value?: string
  readonly takesValue: boolean
}

interface Given extends Flag {
  readonly typed: string
  readonly given: string
}

/**
 * Takes a command line apart: `--flag value`, `--flag=value`, `--no-flag`, `--`.
 *
 * @param others - Flags that the verb has taken out already: one that is misspelt may have meant them
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID, OPTION_CONFLICT
 */
export function parseArguments(argv: readonly string[], others: readonly string[] = []): Arguments {
  const flags = knownFlags()
  const words: string[] = []
  const options: Record<string, unknown> = {}
  const once = new Map<OptionName, Given>()
  let help = false
  let version = false
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index]!
    if (argument === '--') {
      words.push(...argv.slice(index + 1))
      break
    }
    if (argument === '-h' || argument === '--help') help = true
    else if (argument === '-v' || argument === '--version') version = true
    else if (!argument.startsWith('-') || argument === '-') words.push(argument)
    else {
      const [, typed, joined] = /^(-[^=]*)(?:=([\s\S]*))?$/.exec(argument)!
      const flag = flags.get(typed!) ?? unknownFlag(typed!, [...others, ...flags.keys()])
      let value = joined
      // A known flag is not taken for a value; a password that looks like one is written with `=`.
      if (flag.takesValue && value === undefined && !flags.has(argv[index + 1]?.split('=')[0] ?? ''))
        value = argv[++index]
      if (value === undefined) value = flag.value ?? missingValue(typed!, flag)
      else if (joined !== undefined && flag.value !== undefined && !isSwitch(typed!, flag)) tooMuch(typed!)
      const { many } = optionTable[flag.name].kind
      if (!many) refuseOther(once, { ...flag, typed: typed!, given: value })
      options[flag.name] = many ? [...((options[flag.name] as string[]) ?? []), value] : value
    }
  }
  return { words, options, help, version }
}

function knownFlags(): Map<string, Flag> {
  const flags = new Map<string, Flag>()
  for (const name of optionNames) {
    const { flag, kind, aliases = {} } = optionTable[name]
    const isBoolean = kind.metavar === ''
    flags.set(
      `--${flag}`,
      isBoolean ? { name, value: 'true', takesValue: false } : { name, takesValue: true },
    )
    if (isBoolean) flags.set(`--no-${flag}`, { name, value: 'false', takesValue: false })
    for (const [alias, value] of Object.entries(aliases))
      flags.set(`--${alias}`, { name, value, takesValue: false })
  }
  return flags
}

/** `--json=false` is meant; `--no-json=false` is a riddle. */
function isSwitch(typed: string, flag: Flag): boolean {
  return typed === `--${optionTable[flag.name].flag}`
}

/** The same again does no harm; of two values nobody can tell which one was meant. */
function refuseOther(earlier: Map<OptionName, Given>, flag: Given): void {
  const first = earlier.get(flag.name) ?? flag
  earlier.set(flag.name, first)
  if (first.given === flag.given) return
  const [one, other] = [first, flag].map(({ typed, given, value }) =>
    given === value || optionTable[flag.name].kind.secret ? typed : `${typed} ${given}`,
  )
  throw new FourportError(
    'OPTION_CONFLICT',
    one === other ? `${one} is given twice, with two values.` : `${one} and ${other} contradict each other.`,
    { help: 'Give one of the two.' },
  )
}

function unknownFlag(typed: string, flags: readonly string[]): never {
  const others = [...flags, '--help', '--version']
  const near = optionMeant(typed, (name) => `--${optionTable[name].flag}`, optionNames, others)
  throw new FourportError('OPTION_UNKNOWN', `Unknown option ${typed}.`, {
    help: near === undefined ? '`fourport --help` lists every option.' : `Did you mean ${near}?`,
  })
}

function missingValue(typed: string, flag: Flag): never {
  throw new FourportError(
    'OPTION_INVALID',
    `${typed} needs a value: ${typed} ${optionTable[flag.name].kind.metavar}.`,
  )
}

function tooMuch(typed: string): never {
  throw new FourportError('OPTION_INVALID', `${typed} takes no value.`, { help: `Write ${typed} alone.` })
}
