import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the CA of a run is. */
export interface CertsFolder {
  /** null: where the server keeps it by itself. */
  readonly path: string | null
  /** Whether it is gone when the run is over. */
  readonly isThrownAway: boolean
  remove(): void
}

/** One that is there before the run and after it. */
export function keptFolder(path: string | null): CertsFolder {
  return { path, isThrownAway: false, remove: () => undefined }
}

/**
 * One for this run alone: a client that is told its CA needs no other, and nobody's own is touched, or met with what an
 * earlier version wrote into it. It goes with this process too, however that is ended from within.
 */
export function passingFolder(): CertsFolder {
  const path = mkdtempSync(join(tmpdir(), 'fourport-verify-'))
  const remove = (): void => rmSync(path, { recursive: true, force: true })
  process.once('exit', remove)
  return {
    path,
    isThrownAway: true,
    remove() {
      process.off('exit', remove)
      remove()
    },
  }
}
