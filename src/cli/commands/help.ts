import { FourportError } from '../../base/errors.ts'
import { nearest } from '../../base/suggest.ts'
import { exitCodes } from '../exit-codes.ts'
import { commands } from '../print/commands.ts'
import { commandHelp, environmentHelp, usage } from '../print/help.ts'
import { type Style, styleFor } from '../print/style.ts'

/** Topics of `fourport help`; a command that looks at every option is told of with all the others. */
const topics: Readonly<Record<string, (style: Style) => string>> = {
  environment: environmentHelp,
  ...Object.fromEntries(
    commands.map((command) => [
      command.typed.split(' ')[0],
      (style: Style) => (command.options.length === 0 ? usage(style) : commandHelp(command, style)),
    ]),
  ),
}

/** `fourport help`, and `fourport help TOPIC`. */
export function help(topic: string | undefined): number {
  const print = topic === undefined ? usage : Object.hasOwn(topics, topic) ? topics[topic] : undefined
  if (print === undefined) {
    const near = nearest(topic ?? '', Object.keys(topics))
    throw new FourportError('OPTION_INVALID', `There is no help on "${topic}".`, {
      help:
        near === undefined
          ? `Write \`fourport help\`, or with one of ${Object.keys(topics).join(', ')} behind it.`
          : `Did you mean ${near}?`,
    })
  }
  process.stdout.write(`${print(styleFor(process.stdout, 'auto'))}\n`)
  return exitCodes.ok
}
