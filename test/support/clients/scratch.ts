import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Writes files (0600) into a folder of their own for as long as `use` runs. */
export async function withFiles<Name extends string, Result>(
  files: Readonly<Record<Name, string | Buffer>>,
  use: (paths: Readonly<Record<Name, string>>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'fourport-client-'))
  try {
    const paths = {} as Record<Name, string>
    for (const name of Object.keys(files) as Name[]) {
      paths[name] = join(folder, name)
      await writeFile(paths[name], files[name], { mode: 0o600 })
    }
    return await use(paths)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
