import { tlsModeCases } from './cases/tls-mode.ts'
import { certificateCases } from './cases/certificate.ts'
import { credentialCases } from './cases/credentials.ts'
import { headerCases } from './cases/header.ts'
import { loginCases } from './cases/login.ts'
import { protocolCases } from './cases/protocol.ts'
import { messageCases } from './cases/message.ts'
import type { Case } from './support/case.ts'

/** One or more sessions for every finding. The first with a finding is its example in docs/findings.md. */
export const cases: readonly Case[] = [
  ...tlsModeCases,
  ...certificateCases,
  ...loginCases,
  ...credentialCases,
  ...protocolCases,
  ...messageCases,
  ...headerCases,
]
