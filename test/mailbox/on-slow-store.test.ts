import { describe } from 'vitest'
import { connect } from '../../src/client.ts'
import { startSlowServer } from '../support/slow-server.ts'
import { mailboxContract } from './mailbox-contract.ts'

describe('the mailbox of a server whose store answers later', () =>
  mailboxContract((server) => server, startSlowServer))

describe('the mailbox of a client of its API', () =>
  mailboxContract((server) => connect(server.http?.url ?? ''), startSlowServer))
