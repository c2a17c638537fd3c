import { exitCodes } from '../exit-codes.ts'
import { packageVersion } from '../../server/version.ts'

/** `fourport version`: the number alone, for scripts. */
export function version(): Promise<number> {
  process.stdout.write(`${packageVersion()}\n`)
  return Promise.resolve(exitCodes.ok)
}
