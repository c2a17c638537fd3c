import { FourportError, messageOf } from '../../base/errors.ts'
import type { ErrorCode } from '../../base/error-catalogue.ts'
import { exitCodes } from '../exit-codes.ts'
import { shortest } from './shortest.ts'
import { styleFor } from './style.ts'
import { wrapAll } from './visible.ts'

/** Prints an error that ends the command, in the form asked for, and answers the exit code. */
export function printFailure(error: unknown, argv: readonly string[]): number {
  // The options themselves may be what is wrong, so they are not asked. What follows two dashes is somebody else's line.
  const end = argv.indexOf('--')
  const own = end === -1 ? argv : argv.slice(0, end)
  const json = own.includes('--json') || /^(true|yes|on|1)$/i.test(process.env['FOURPORT_JSON'] ?? '')
  if (json) process.stdout.write(`${JSON.stringify(failureLine(error))}\n`)
  else process.stderr.write(`${failureText(error, own.includes('--no-color') ? 'never' : 'auto')}\n`)
  return exitCodeOf(error)
}

/** The error as one line of --json. */
export function failureLine(error: unknown): object {
  if (!(error instanceof FourportError)) return { type: 'error', code: 'FAULT', message: messageOf(error) }
  const { code, message, help, docs } = error
  return { type: 'error', code, message, help, docs }
}

/** The error for people: what happened, what to do, where to read on. */
export function failureText(error: unknown, color: 'auto' | 'never'): string {
  const style = styleFor(process.stderr, color)
  if (!(error instanceof FourportError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return `${style.red('✗')} This is a bug in Fourport.\n\n${stack}`
  }
  const [first = '', ...more] = error.message.split('\n').flatMap((line) => wrapAll(line, style.columns - 4))
  const help = error.help.split('\n').flatMap((line) => wrapAll(line, style.columns - 4))
  return [
    `${style.red('✗')} ${style.bold(first)}`,
    ...more.map((line) => `  ${line.startsWith(' ') ? line : style.bold(line)}`),
    ...help.map((line) => `  ${line}`),
    `  ${style.dim(`${error.code}, explained in ${shortest(error.docs)}`)}`,
  ].join('\n')
}

function exitCodeOf(error: unknown): number {
  if (!(error instanceof FourportError)) return exitCodes.fault
  const usage: readonly ErrorCode[] = [
    'OPTION_UNKNOWN',
    'OPTION_INVALID',
    'OPTION_CONFLICT',
    'CONFIG_UNREADABLE',
    'COMMAND_UNRUNNABLE',
    'CLIENT_NEVER_CONNECTED',
    'CLIENT_IN_BACKGROUND',
    'CLIENT_SETUP_FAILED',
    'MATRIX_UNREADABLE',
  ]
  return usage.includes(error.code) ? exitCodes.usage : exitCodes.notStarted
}
