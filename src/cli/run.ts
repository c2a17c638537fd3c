import { FourportError } from '../base/errors.ts'
import { nearest } from '../base/suggest.ts'
import { type Arguments, parseArguments } from './args.ts'
import { serve } from './commands/serve.ts'
import type { Verb } from './invocation.ts'
import { commandOptions } from './options.ts'

/** Each other verb is read from disk when it is wanted: the start of the server pays for none of them. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  serve: () => Promise.resolve(serve),
  ca: async () => (await import('./commands/ca.ts')).ca,
  healthcheck: async () => (await import('./commands/healthcheck.ts')).healthcheck,
  explain: async () => (await import('./commands/explain.ts')).explain,
}

/** Runs one command line and answers its exit code. Errors are printed here, and nowhere else. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    // Behind its two dashes stands somebody else's command line.
    if (argv[0] === 'verify') return await (await import('./commands/verify.ts')).verify(argv.slice(1))
    return await dispatch(parseArguments(argv))
  } catch (error) {
    const { printFailure } = await import('./print/failure.ts')
    return printFailure(error, argv)
  }
}

async function dispatch({ words, options, help, version }: Arguments): Promise<number> {
  const [verb = 'serve', ...rest] = words
  if (version || verb === 'version') return (await import('./commands/version.ts')).version()
  if (help || verb === 'help')
    return (await import('./commands/help.ts')).help(verb === 'help' ? rest[0] : words[0])
  const load = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (load === undefined) {
    const near = nearest(verb, [...Object.keys(verbs), 'verify', 'help', 'version'])
    throw new FourportError('OPTION_UNKNOWN', `Unknown command "${verb}".`, {
      help:
        near === undefined
          ? 'The commands are serve, ca, healthcheck, explain, verify, help and version.'
          : `Did you mean ${near}?`,
    })
  }
  if (rest.length > (verb === 'explain' ? 1 : 0)) {
    throw new FourportError('OPTION_INVALID', `${verb}: unexpected argument "${rest.at(-1)}".`, {
      help: `See \`fourport help\`.`,
    })
  }
  const resolved = await commandOptions(options, process.env)
  const start = await load()
  return start({ words: rest, options: resolved })
}
