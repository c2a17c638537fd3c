import { FourportError } from '../../base/errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { environmentHelp, usage } from '../print/help.ts'
import { styleFor } from '../print/style.ts'

/** `fourport help`, and `fourport help environment`. */
export function help(topic: string | undefined): number {
  const style = styleFor(process.stdout, 'auto')
  if (topic !== undefined && topic !== 'environment') {
    throw new FourportError('OPTION_INVALID', `There is no help on "${topic}".`, {
      help: 'Write `fourport help`, or `fourport help environment`.',
    })
  }
  process.stdout.write(`${topic === undefined ? usage(style) : environmentHelp(style)}\n`)
  return exitCodes.ok
}
