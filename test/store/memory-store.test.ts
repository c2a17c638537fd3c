import { describe } from 'vitest'
import { openMemoryStore } from '../../src/store/memory/memory-store.ts'
import { storeContract } from './store-contract.ts'
import { storesOf } from './store-under-test.ts'

describe('the store in memory', () => storeContract(storesOf(openMemoryStore)))
