import { describe } from 'vitest'
import { storeContract } from './store-contract.ts'
import { openStore } from './store-under-test.ts'

describe('the store in memory', () => storeContract(openStore))
