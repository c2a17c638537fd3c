import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const source = fileURLToPath(new URL('../../../src/ui', import.meta.url))
const built = fileURLToPath(new URL('../../../dist/ui/index.html', import.meta.url))

function newest(directory: string): number {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return Math.max(...entries.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs))
}

/** Builds the page unless the one in dist/ui is younger than its source. */
export async function buildPage(): Promise<void> {
  const age = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (age > newest(source)) return
  await build({ configFile: join(source, 'vite.config.ts'), logLevel: 'warn' })
}
