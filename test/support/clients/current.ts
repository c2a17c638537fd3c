import { homedir } from 'node:os'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasProgram } from './run-process.ts'

/** The client libraries of today, as `test/clients/current/install` puts them; the files that pin them lie beside it. */
export const pins = fileURLToPath(new URL('../../clients/current/', import.meta.url))

const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
const folder = process.env['FOURPORT_CLIENTS'] ?? join(cache, 'fourport', 'clients')

export type Language = 'go' | 'rust' | 'java' | 'python' | 'node'

export const goEnv = {
  GOMODCACHE: join(folder, 'go', 'mod'),
  GOCACHE: join(folder, 'go', 'build'),
  GOPROXY: 'off',
  GOTOOLCHAIN: 'local',
  GOFLAGS: '-buildvcs=false',
}
/** rustup finds its toolchains by the home of who runs it. */
export const cargoEnv = { HOME: homedir(), CARGO_TARGET_DIR: join(folder, 'rust'), CARGO_NET_OFFLINE: 'true' }
/** A class path of all jars. */
export const jars = join(folder, 'java', '*')
/** What is compiled of the senders beside the pins. */
export const programs = join(folder, 'bin')
/** Of the virtual environment. */
export const currentPython = join(folder, 'python', 'bin', 'python')
/** It stands beside the packages it imports. */
export const nodeSender = join(folder, 'node', 'send.js')

const tools: Readonly<
  Record<Language, readonly [command: string, args: readonly string[], installed: string]>
> = {
  go: ['go', ['version'], 'go'],
  rust: ['cargo', ['--version'], 'rust'],
  java: ['javac', ['-version'], 'java.of'],
  python: [currentPython, ['--version'], 'python.of'],
  node: [process.execPath, ['--version'], 'node.of'],
}

/** Why the libraries of a language are not there; null: they are. With CI=true that is an error, as nobody reads skips there. */
export function whyNotCurrent(language: Language): string | null {
  const [command, args, installed] = tools[language]
  // rustup's cargo asks for a home before it tells its version.
  const there =
    existsSync(join(folder, installed)) && hasProgram(command, args, language === 'rust' ? cargoEnv : {})
  if (there) return null
  const reason = `the ${language} libraries of today are not installed (test/clients/current/install ${language})`
  if (process.env['CI'] === 'true') throw new Error(`${reason}, and with CI=true all must be there.`)
  process.stdout.write(`skipped: ${reason}\n`)
  return reason
}
