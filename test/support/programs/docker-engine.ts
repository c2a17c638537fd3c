import { readFileSync } from 'node:fs'
import { hasProgram } from './processes.ts'

/** The Debian release here; null: another system. */
export function debianRelease(): number | null {
  if (process.platform !== 'linux') return null
  let text: string
  try {
    text = readFileSync('/etc/os-release', 'utf8')
  } catch {
    return null // A system that does not name itself is not Debian.
  }
  const release = /^VERSION_ID="?(\d+)/m.exec(text)?.[1]
  return /^ID=debian$/m.test(text) && release !== undefined ? Number(release) : null
}

/** Debian releases whose own packages are an engine of today; elsewhere it comes out of the first of these, unpacked. */
export const engineRelease = 13
export const engineSuite = 'trixie'

/** Why there can be no engine here; null: there can. */
export function whyNoEngine(): string | null {
  const release = debianRelease()
  if (release === null || release < 12) return 'this is not Debian 12 or a newer one'
  if (process.getuid?.() !== 0) return 'a private engine needs root'
  const engine: readonly (readonly [string, ...string[]])[] = [
    ['dockerd', '--version'],
    ['docker', '--version'],
    ['docker', 'buildx', 'version'],
    ['docker', 'compose', 'version'],
  ]
  const programs = [
    ['mmdebstrap', '--version'],
    ['iptables', '--version'],
    ['ip', '-V'],
    ['nsenter', '--version'],
    ['unshare', '--version'],
    ['npm', '--version'],
    ...(release >= engineRelease ? engine : []),
  ]
  const missing = programs.find(([command = '', ...args]) => !hasProgram(command, args))
  return missing === undefined ? null : `${missing.slice(0, -1).join(' ')} is not installed`
}
