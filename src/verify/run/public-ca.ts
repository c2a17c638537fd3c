import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The CA where every user of this machine can read it. */
export interface PublicCa {
  readonly path: string
  remove(): void
}

/** Where the caller has it, readable there or not. */
export function caWhereItIs(path: string): PublicCa {
  return { path, remove: () => undefined }
}

/**
 * The file itself where all can read it; else a copy in a folder that holds nothing else. A client may run as another
 * user (`sudo -u www-data`, a container), and the folder of the keys is for this user alone. A copy is gone with the run,
 * and with this process, however that is ended from within.
 */
export function publicCa(file: string, pem: string): PublicCa {
  if (allCanRead(file)) return caWhereItIs(file)
  const folder = mkdtempSync(join(sharedFolder(), 'fourport-verify-ca-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  const path = join(folder, 'ca.pem')
  writeFileSync(path, pem)
  // Set apart from making them, as the umask of this process takes rights away there.
  chmodSync(path, 0o644)
  chmodSync(folder, 0o755)
  return {
    path,
    remove() {
      process.off('exit', remove)
      remove()
    },
  }
}

/** The usual one, unless that is private: on macOS it is, and on Debian with libpam-tmpdir. */
function sharedFolder(): string {
  const usual = tmpdir()
  return process.platform === 'win32' || allCanEnter(usual) || !allCanEnter('/tmp') ? usual : '/tmp'
}

function allCanRead(file: string): boolean {
  return (statSync(file).mode & 0o004) !== 0 && allCanEnter(dirname(file))
}

function allCanEnter(folder: string): boolean {
  const above = dirname(folder)
  return (statSync(folder).mode & 0o001) !== 0 && (above === folder || allCanEnter(above))
}
