import { describe, expect, it } from 'vitest'
import { cellOf, nodeClient, verified } from './support/run-verify.ts'

const ports = ['smtps', 'submission'] as const
const unproven = ['cert-self-signed', 'cert-unknown-ca', 'cert-wrong-host']

describe('a client that trusts the certificate that it has fetched from the server itself', () => {
  it.each(['first', 'again'])('has trusted any server: it fetches %s', async (when) => {
    const client = nodeClient('trusts-fetched', {}, when)
    const report = await verified(unproven, client, { ports: [...ports] })
    for (const profile of ports) {
      expect(cellOf(report, 'good', profile).verdict).toBe('passed')
      for (const name of unproven) {
        const { verdict, words, exposed, delivered } = cellOf(report, name, profile)
        expect({ name, profile, verdict, words, delivered, ...exposed }).toEqual({
          name,
          profile,
          verdict: 'failed',
          words: 'not verified',
          delivered: 1,
          password: 'unproven-server',
          message: 'unproven-server',
          envelope: 'unproven-server',
        })
      }
    }
  })
})

describe('a client that looks at the certificate once more after it has refused it', () => {
  it('is right where it trusts it no more than before', async () => {
    const client = nodeClient('trusts-fetched', {}, 'looks')
    const report = await verified(unproven, client, { ports: [...ports] })
    expect(report.cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
  })
})
