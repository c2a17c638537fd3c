import { fileURLToPath } from 'node:url'
import type { VerifyFaultCode } from '../model/verify.ts'

/** The page on verifying in the package, wherever it is installed. A bundle lies one folder deep, as src/verify/ does. */
const page: string = fileURLToPath(new URL('../../docs/verify.md', import.meta.url))

/** Where a fault is explained: full path and anchor. */
export function faultDocs(code: VerifyFaultCode): string {
  return `${page}#${code}`
}
