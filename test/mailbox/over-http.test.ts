import { describe } from 'vitest'
import { connect } from '../../src/client.ts'
import { faultsContract } from './faults-contract.ts'
import { mailboxContract } from './mailbox-contract.ts'

describe('the mailbox of a client of the API', () =>
  mailboxContract((server) => connect(server.http?.url ?? '')))

describe('the faults of a client of the API', () =>
  faultsContract((server) => connect(server.http?.url ?? '')))
