import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { currentPython, librariesOfToday as folder, whyNot } from '../programs/programs.ts'

/** The client libraries of today, as `test/clients/current/install` puts them; the files that pin them lie beside it. */
export const pins = fileURLToPath(new URL('../../clients/current/', import.meta.url))

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
export { currentPython }
/** It stands beside the packages it imports. */
export const nodeSender = join(folder, 'node', 'send.js')

/** Why the tests of a language's libraries are skipped, which is printed; null: they are not. */
export function whyNotCurrent(language: Language): string | null {
  return whyNot(`${language} of today`)
}
