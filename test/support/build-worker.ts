import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { workerFile } from './worker-file.ts'
import { writerFile } from './writer-file.ts'

/** Builds what threads run, once for a run of the tests. Others may run meanwhile, and have the file open. */
export async function setup(): Promise<void> {
  await buildFile('worker', fileURLToPath(workerFile))
  await buildFile('store-worker', fileURLToPath(writerFile))
}

async function buildFile(mode: string, file: string): Promise<void> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true })
  const outDir = await mkdtemp(join(folder, 'build-'))
  try {
    const configFile = fileURLToPath(new URL('../../build.config.ts', import.meta.url))
    await build({ configFile, mode, logLevel: 'warn', build: { outDir } })
    await copyFile(join(outDir, `${mode}.js`), `${outDir}.mjs`)
    await rename(`${outDir}.mjs`, file)
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}
