import { envName, type OptionName, optionTable } from './table.ts'

/** Values from one place. Later layers win over earlier ones. */
export interface OptionLayer {
  /**
   * `command line` and `environment` have names of their own for each option; anything else is the name of a
   * file, or `startServer() option`.
   */
  readonly source: string
  readonly values: unknown
}

export const commandLine = 'command line'
export const environment = 'environment'

/**
 * How the user wrote the option, for a message: `--port`, `FOURPORT_AUTH`, `auth in fourport.config.json`.
 * `at` is the place in its value: `.relay`, `[2]`.
 */
export function nameIn(source: string, name: OptionName, at = ''): string {
  if (source === commandLine) return `--${optionTable[name].flag}${at.replace(/^\./, ' ')}`
  if (source === environment) return `${envName(name)}${at.replace(/^\./, ' ')}`
  return source.endsWith(' option') ? `${source} ${name}${at}` : `${name}${at} in ${source}`
}
