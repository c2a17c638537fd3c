import { readFileSync } from 'node:fs'

/** Version of the package, read where it is asked for: the greeting does not tell it. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
