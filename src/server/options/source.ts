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

/** How the user wrote the option, for a message: `--port`, `FOURPORT_AUTH`, `auth in fourport.config.json`. */
export function nameIn(source: string, name: OptionName): string {
  if (source === commandLine) return `--${optionTable[name].flag}`
  if (source === environment) return envName(name)
  return source.endsWith(' option') ? `${source} ${name}` : `${name} in ${source}`
}
