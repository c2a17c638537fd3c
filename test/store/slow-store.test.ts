import { describe } from 'vitest'
import { createSlowStore } from '../support/slow-store.ts'
import { storeContract } from './store-contract.ts'
import { openStore } from './store-under-test.ts'

describe('a store that answers later', () => storeContract((limits) => openStore(limits, createSlowStore)))
