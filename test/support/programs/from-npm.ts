import { execFileAsync } from './processes.ts'
import { skippedFor } from './programs.ts'

const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']

/** Installs packages into a folder; rejects where npm cannot. */
export async function install(folder: string, ...packages: readonly string[]): Promise<void> {
  await execFileAsync('npm', ['install', ...quiet, ...packages], { cwd: folder })
}

/** The same for packages that only a registry has: why a test is skipped, which is printed; null: they are there. With CI=true it rejects. */
export async function whyNotFromNpm(folder: string, ...packages: readonly string[]): Promise<string | null> {
  try {
    await install(folder, ...packages)
    return null
  } catch (error) {
    return skippedFor(`npm could not install ${packages.join(' and ')}: ${String(error).split('\n')[0]}`)
  }
}
