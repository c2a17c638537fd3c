import { execFileAsync } from './processes.ts'
import { skippedFor } from './programs.ts'

const quiet = ['--no-audit', '--no-fund', '--ignore-scripts']

/**
 * Installs packages into a folder; rejects where npm cannot. What npm remembers of its registry is
 * taken first, which needs no network. It can be of several days, though, and then a new package
 * asks for another one whose list of versions is older than that: so npm asks the registry next.
 */
export async function install(folder: string, ...packages: readonly string[]): Promise<void> {
  const npm = (preference: string) =>
    execFileAsync('npm', ['install', preference, ...quiet, ...packages], { cwd: folder })
  try {
    await npm('--prefer-offline')
  } catch (error) {
    if (!String(error).includes('ETARGET')) throw error
    await npm('--prefer-online')
  }
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
