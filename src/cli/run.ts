import { FourportError } from '../base/errors.ts'
import { type Arguments, firstWord, parseArguments } from './args.ts'
import { type Flags, sharedFlags, withOwn, withoutOptions } from './flags.ts'
import { commandOptions } from './options.ts'
import { type Invocation, typedForm, type VerbRow } from './verb.ts'
import { verbNamed, verbTable } from './verbs.ts'

/** Runs one command line and answers its exit code. Errors are printed here, and nowhere else. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    const shared = sharedFlags()
    const verb = verbNamed(firstWord(argv, await flagsToVerb(argv, shared)) ?? 'serve')
    const given = parseArguments(argv, await flagsOf(verb, shared))
    if (given.version) return await start(verbNamed('version'), { ...given, words: ['version'], rest: null })
    if (given.help)
      return await start(verbNamed('help'), {
        ...given,
        words: ['help', ...given.words.slice(0, 1)],
        rest: null,
      })
    return await start(verb, given)
  } catch (error) {
    const { printFailure } = await import('./print/failure.ts')
    return printFailure(error, argv)
  }
}

/** Before the verb is known: with the flags of each that may be meant, as they may precede it. */
async function flagsToVerb(argv: readonly string[], shared: Flags): Promise<Flags> {
  let flags = shared
  for (const verb of verbTable)
    if (verb.flags !== undefined && argv.includes(verb.name)) flags = withOwn(flags, await verb.flags())
  return flags
}

async function flagsOf({ flags, without = [] }: VerbRow, shared: Flags): Promise<Flags> {
  const taken = without.length === 0 ? shared : withoutOptions(shared, without)
  return flags === undefined ? taken : withOwn(taken, await flags())
}

async function start(verb: VerbRow, given: Arguments): Promise<number> {
  const invocation = invocationOf(verb, given)
  const carryOut = await verb.load()
  return carryOut(invocation)
}

/** @throws FourportError OPTION_INVALID */
function invocationOf(verb: VerbRow, { words: before, rest, options, own }: Arguments): Invocation {
  // Where even the verb follows `--`, all that does are words.
  const takesRest = verb.command !== undefined && before.length > 0
  const [, ...words] = takesRest ? before : [...before, ...(rest ?? [])]
  const unexpected = words[verb.operand === undefined ? 0 : 1]
  if (unexpected !== undefined) {
    throw new FourportError('OPTION_INVALID', `${verb.name}: unexpected argument "${unexpected}".`, {
      help:
        verb.command === undefined
          ? `See \`fourport help ${verb.name}\`.`
          : `Write the command after two dashes: \`fourport ${typedForm(verb)}\`.`,
    })
  }
  return { words, command: takesRest ? rest : null, own, options: () => commandOptions(options, process.env) }
}
