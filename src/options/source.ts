import { portKeys, profilesByKey } from '../model/port-profile.ts'
import { envName, type OptionName, optionTable } from './table.ts'

/** Values from one place. Later layers win over earlier ones. */
export interface OptionLayer {
  /**
   * `command line` and `environment` have names of their own for each option; anything else is the name of a
   * file, or `startServer() option`.
   */
  readonly source: string
  readonly values: unknown
  /** What to say of it at the start. */
  readonly warnings?: readonly string[]
}

/** Whether options of this source are JavaScript: that of `startServer()`. */
export function isCode(source: string): boolean {
  return source.endsWith(' option')
}

export const commandLine = 'command line'
export const environment = 'environment'

/**
 * How the user wrote the option, for a message: `--port`, `FOURPORT_AUTH`, `auth in fourport.config.json`.
 * `at` is the place in its value: `.relay`, `[2]`.
 */
export function nameIn(source: string, name: OptionName, at = ''): string {
  const plain = plainNameIn(source, name, at)
  if (source === commandLine || source === environment) return plain
  return isCode(source) ? `${source} ${plain}` : `${plain} in ${source}`
}

/** The same without the place it stands in, for options that nobody wrote: `--port`, `FOURPORT_AUTH`, `auth`. */
export function plainNameIn(source: string, name: OptionName, at = ''): string {
  if (source === commandLine) return `--${optionTable[name].flag}${typedAt(at)}`
  if (source === environment) return `${envName(name)}${typedAt(at)}`
  return `${name}${isCode(source) ? at : spelled(at)}`
}

/** Who typed `--port 25` counts no list: the value is quoted, and finds itself. */
function typedAt(at: string): string {
  return spelled(at)
    .replace(/\[\d+\]/g, '')
    .replace(/^\./, ' ')
}

function spelled(at: string): string {
  const key = portKeys.find((one) => at === `.${one}`)
  return key === undefined ? at : `.${profilesByKey[key].name}`
}
