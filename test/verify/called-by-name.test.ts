import { once } from 'node:events'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { functionClient } from '../../src/verify/client/function.ts'
import { cellOf, verified } from './support/run-verify.ts'

/** Shows what a server on 465 proves its name by, whatever that is worth. */
const looks = functionClient(async ({ host, port }) => {
  // The name leads nowhere, and is not asked for.
  const socket = connect({ host: '127.0.0.1', port, servername: host, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { subject, subjectaltname = 'no other name' } = socket.getPeerCertificate()
  await once(socket.destroy(), 'close')
  throw new Error(`${subject.CN}; ${subjectaltname}`)
})

describe('a client that is told another name than localhost', () => {
  it('meets servers that have it, and no other name or address: in the subject alone where that is the scenario', async () => {
    const report = await verified(['good', 'cert-cn-only'], looks, { ports: ['smtps'], host: 'mail.test' })
    const shown = (scenario: string) => cellOf(report, scenario, 'smtps').end?.output
    expect(shown('good')).toBe('mail.test; DNS:mail.test')
    expect(shown('cert-cn-only')).toMatch(/mail\.test; no other name/)
  })
})
