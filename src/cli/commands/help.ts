import { FourportError } from '../../base/errors.ts'
import { suggestion } from '../../base/suggest.ts'
import { exitCodes } from '../exit-codes.ts'
import { environmentHelp, usage, verbHelp } from '../print/help.ts'
import { type Style, styleFor } from '../print/style.ts'
import type { VerbRow } from '../verb.ts'

/** The one topic that is no verb. */
const environment = 'environment'

/** `fourport help`, and `fourport help TOPIC`. */
export async function help(verbs: readonly VerbRow[], topic: string | undefined): Promise<number> {
  const text = await textOn(verbs, topic, styleFor(process.stdout, 'auto'))
  process.stdout.write(`${text}\n`)
  return exitCodes.ok
}

/** @throws FourportError OPTION_INVALID */
async function textOn(verbs: readonly VerbRow[], topic: string | undefined, style: Style): Promise<string> {
  if (topic === undefined) return usage(verbs, style)
  if (topic === environment) return environmentHelp(style)
  const verb = verbs.find(({ name }) => name === topic)
  if (verb === undefined) throw noTopic(topic, [environment, ...verbs.map(({ name }) => name)])
  // What looks at every option is described with all the others.
  return verb.options === 'all' ? usage(verbs, style) : verbHelp(verb, (await verb.flags?.()) ?? {}, style)
}

function noTopic(topic: string, topics: readonly string[]): FourportError {
  return new FourportError('OPTION_INVALID', `There is no help on "${topic}".`, {
    help: `${suggestion(topic, topics)} \`fourport help\` alone has every option.`,
  })
}
