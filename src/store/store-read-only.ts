import { FourportError } from '../base/errors.ts'

/** Why a store does not do what would change it. */
export function storeReadOnly(file: string): FourportError {
  return new FourportError('STORE_READ_ONLY', `The store ${JSON.stringify(file)} is open read-only.`)
}
