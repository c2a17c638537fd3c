import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { onPath } from './processes.ts'

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].filter(
  (path) => onPath(dirname(path)),
)
const application = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** Path of a Chromium on this machine, or the one named in the environment variable CHROMIUM; null: there is none. */
export function chromiumHere(): string | null {
  const found = [process.env['CHROMIUM'], ...candidates, application].find(
    (path) => path !== undefined && existsSync(path),
  )
  return found ?? null
}
