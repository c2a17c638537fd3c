import { fileURLToPath } from 'node:url'

/** The pages in the package, wherever it is installed. A bundle lies one folder deep, as src/cli/ does. */
export const docsFolder: string = fileURLToPath(new URL('../../docs/', import.meta.url))
