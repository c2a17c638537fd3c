import { fileURLToPath } from 'node:url'

/** The pages of the scenarios in the package, wherever it is installed. A bundle lies one folder deep, as src/verify/ does. */
const folder: string = fileURLToPath(new URL('../../docs/scenarios/', import.meta.url))

/** Where a scenario is described: full path. */
export function scenarioDocs(name: string): string {
  return `${folder}${name}.md`
}
