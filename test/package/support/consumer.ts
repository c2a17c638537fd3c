import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from '../../support/programs/from-npm.ts'
import { execFileAsync, execFileSync } from '../../support/programs/processes.ts'

export const root: string = fileURLToPath(new URL('../../../', import.meta.url))
export const run: (
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
) => Promise<{ readonly stdout: string; readonly stderr: string }> = execFileAsync

export interface Consumer {
  readonly folder: string
  /** Paths in the tarball. */
  readonly files: readonly string[]
}

/** A new folder with the packed tarball installed, as a project that uses the package has it. */
export async function makeConsumer(): Promise<Consumer> {
  if (!existsSync(join(root, 'dist/index.js')))
    throw new Error('dist/ is not there: run `npm run build` first.')
  const folder = mkdtempSync(join(tmpdir(), 'fourport-consumer-'))
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [tarball] = Object.values<{ filename: string; files: { path: string }[] }>(JSON.parse(packed))
  if (tarball === undefined) throw new Error(`npm pack said: ${packed}`)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await install(folder, join(folder, tarball.filename))
  return { folder, files: tarball.files.map(({ path }) => path) }
}

/** What a consumer has of its own, taken from here. */
export function link(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const path = join(folder, 'node_modules', name)
    mkdirSync(dirname(path), { recursive: true })
    if (!existsSync(path)) symlinkSync(join(root, 'node_modules', name), path)
  }
}

/** What the compiler says of these files; '' if nothing. */
export async function typeErrors(
  folder: string,
  resolution: 'nodenext' | 'node16' | 'bundler',
  files: readonly string[],
  types: readonly string[] = ['node'],
): Promise<string> {
  const config = join(folder, `tsconfig.${resolution}.json`)
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2023',
    lib: ['es2023', 'esnext.disposable'],
    types,
    module: resolution === 'bundler' ? 'esnext' : resolution,
    moduleResolution: resolution,
    skipLibCheck: true,
  }
  writeFileSync(config, JSON.stringify({ compilerOptions, files }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  return run(process.execPath, [tsc, '-p', config], { cwd: folder }).then(
    () => '',
    (error: { readonly stdout: string }) => error.stdout,
  )
}
