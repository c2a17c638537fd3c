import { describe, expect, it } from 'vitest'
import { cellOf, nodeClient, verified } from './support/run-verify.ts'

const ports = ['smtps', 'submission'] as const

describe('a client that refuses the certificate and goes on without encryption', () => {
  it.each([
    ['same-socket', ports],
    ['same-socket-at-once', ports],
    ['new-connection', ports],
    ['opportunistic', ['submission']],
  ] as const)('has given its password and its mail away: %s', async (way, on) => {
    const client = nodeClient('goes-unencrypted', {}, way)
    const report = await verified(['cert-unknown-ca'], client, { ports: [...on] })
    for (const profile of on) {
      expect(cellOf(report, 'good', profile).verdict).toBe('passed')
      const cell = cellOf(report, 'cert-unknown-ca', profile)
      expect(cell).toMatchObject({
        verdict: 'failed',
        words: 'password leak',
        exposed: { password: 'clear', message: 'clear', envelope: 'clear' },
      })
      expect(cell.faults[0]!.summary).toContain('It went on unencrypted after it had refused the certificate')
    }
  })
})

describe('a client that refuses the certificate, and each time it tries again', () => {
  it('is right', async () => {
    const client = nodeClient('goes-unencrypted', {}, 'tries-again')
    const report = await verified(['cert-unknown-ca', 'cert-wrong-host', 'tls-1-1'], client, {
      ports: [...ports],
    })
    expect(report.cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
    expect(report.verified).toBe(true)
  })
})
