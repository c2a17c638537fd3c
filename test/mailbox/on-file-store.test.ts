import { describe } from 'vitest'
import { openTemporaryStore } from '../store/file-store/temporary.ts'
import { serverOn } from '../support/slow-server.ts'
import { mailboxContract } from './mailbox-contract.ts'

describe('the mailbox of a server whose store keeps everything in files', () =>
  mailboxContract((server) => server, serverOn(openTemporaryStore)))
