import { FourportError } from '../../base/errors.ts'
import { type VerifyFlag, type VerifyFlagName, verifyFlagNames, verifyFlags } from './flags.ts'

/** A command line of verify, taken apart. */
export interface VerifyArguments {
  readonly given: ReadonlyMap<VerifyFlagName, readonly string[]>
  /** What stands before `--` and is none of verify's own. */
  readonly others: readonly string[]
  /** What stands behind `--`; null: there is no `--`. */
  readonly command: readonly string[] | null
}

/** @throws FourportError OPTION_UNKNOWN, OPTION_INVALID, OPTION_CONFLICT */
export function splitArguments(argv: readonly string[]): VerifyArguments {
  const end = argv.indexOf('--')
  const before = end < 0 ? argv : argv.slice(0, end)
  const given = new Map<VerifyFlagName, readonly string[]>()
  const others: string[] = []
  for (let index = 0; index < before.length; index++) {
    const [, typed = '', joined] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(before[index]!) ?? []
    if (typed === 'scenario') noListener()
    const name = verifyFlagNames.find((one) => one === typed)
    if (name === undefined) {
      others.push(before[index]!)
      continue
    }
    const { metavar, many }: VerifyFlag = verifyFlags[name]
    const value =
      metavar === '' ? noValue(name, joined) : (joined ?? before[++index] ?? missing(name, metavar))
    if (many !== true && given.has(name) && given.get(name)?.[0] !== value) {
      throw new FourportError('OPTION_CONFLICT', `--${name} is given twice, with two values.`, {
        help: 'Give one of the two.',
      })
    }
    given.set(name, many === true ? [...(given.get(name) ?? []), value] : [value])
  }
  return { given, others, command: end < 0 ? null : argv.slice(end + 1) }
}

/** The server has an option of that name, which would be taken, and mean nothing. */
function noListener(): never {
  throw new FourportError('OPTION_UNKNOWN', 'verify has no option --scenario.', {
    help: 'Did you mean --scenarios? `fourport serve --scenario` makes a listener a server of another kind.',
  })
}

function noValue(name: string, joined: string | undefined): string {
  if (joined === undefined) return 'true'
  throw new FourportError('OPTION_INVALID', `--${name} takes no value.`, { help: `Write --${name} alone.` })
}

function missing(name: string, metavar: string): never {
  throw new FourportError('OPTION_INVALID', `--${name} needs a value: --${name} ${metavar}.`)
}
