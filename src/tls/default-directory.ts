import { homedir } from 'node:os'
import { join } from 'node:path'
import { systemCode } from '../base/errors.ts'
import { readSmallFile } from '../base/read-small-file.ts'

export interface ProcessFacts {
  readonly cwd: string
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/**
 * Where the local CA lives unless told otherwise: `certs/` in a checkout of Fourport, else the user's data folder, so
 * that one CA, trusted once, serves all projects of that user.
 */
export function defaultDirectory(given: Partial<ProcessFacts> = {}): string {
  const { cwd, platform, env, home } = {
    cwd: process.cwd(),
    platform: process.platform,
    env: process.env,
    home: homedir(),
    ...given,
  }
  if (isCheckout(cwd)) return join(cwd, 'certs')
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'fourport')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'fourport')
  // XDG Base Directory Specification: a relative path is to be ignored.
  const data = env['XDG_DATA_HOME']
  return join(data?.startsWith('/') ? data : join(home, '.local', 'share'), 'fourport')
}

function isCheckout(directory: string): boolean {
  let text: string
  try {
    text = readSmallFile(join(directory, 'package.json')).toString()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR', 'EINVAL', 'EFBIG'].includes(systemCode(error))) return false
    throw error
  }
  try {
    return (JSON.parse(text) as { name?: unknown } | null)?.name === 'fourport'
  } catch {
    // Someone else's package.json need not parse.
    return false
  }
}
