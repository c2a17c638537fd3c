import { describe } from 'vitest'
import { openSlowStore } from '../support/slow-store.ts'
import { storeContract } from './store-contract.ts'
import { storesOf } from './store-under-test.ts'

describe('a store that answers later', () => storeContract(storesOf(openSlowStore)))
