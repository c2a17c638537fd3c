import { resolve } from 'node:path'
import { FourportError } from '../../base/errors.ts'
import { didYouMean } from '../../base/suggest.ts'
import { reportFormats } from '../../verify/reports/formats.ts'

/** The form that only the command has. */
export const terminalFormat = 'terminal'

/** Names of all forms. */
export const formatNames: readonly string[] = [terminalFormat, ...reportFormats.map(({ name }) => name)]

/** What `--report` asks for. */
export interface WantedReports {
  /** The form without a file, for standard output; null: none was asked for there. */
  readonly stdout: string | null
  readonly files: readonly WantedFile[]
}

export interface WantedFile {
  readonly format: string
  /** As it was typed. */
  readonly path: string
}

/**
 * Takes `--report FORMAT[=FILE]` apart, as often as it was given; `-` for FILE is standard output, as is none.
 * @throws FourportError OPTION_INVALID; OPTION_CONFLICT where two reports would go to one place
 */
export function wantedReports(given: readonly string[]): WantedReports {
  const files: WantedFile[] = []
  const stdout = new Set<string>()
  const formatOf = new Map<string, string>()
  for (const value of given) {
    const [, format = '', , path] = /^([^=]*)(=([\s\S]*))?$/.exec(value) ?? []
    refuseUnknown(value, format)
    if (path === '')
      throw invalid(
        value,
        'has no file after its “=”',
        `Write --report ${format}=FILE, or --report ${format} for standard output.`,
      )
    if (path === undefined || path === '-') stdout.add(format)
    else {
      const place = resolve(path)
      const other = formatOf.get(place)
      if (other === format) continue
      if (other !== undefined)
        throw conflict(`${other}=${path}`, value, 'Give each report a file of its own.')
      formatOf.set(place, format)
      files.push({ format, path })
    }
  }
  const [first = null, second] = stdout
  if (first !== null && second !== undefined)
    throw conflict(first, second, `Give one of them a file: --report ${second}=FILE.`)
  return { stdout: first, files }
}

function refuseUnknown(value: string, format: string): void {
  if (formatNames.includes(format)) return
  const near = didYouMean(format, formatNames)
  throw invalid(value, 'is not a format', `The formats are ${formatNames.join(', ')}.${near}`)
}

function invalid(value: string, what: string, help: string): FourportError {
  return new FourportError('OPTION_INVALID', `--report ${JSON.stringify(value)} ${what}.`, { help })
}

function conflict(one: string, other: string, help: string): FourportError {
  return new FourportError('OPTION_CONFLICT', `--report ${one} and --report ${other} go to the same place.`, {
    help,
  })
}
