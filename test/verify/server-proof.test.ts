import { describe, expect, it } from 'vitest'
import { cellOf, nodeClient, verified } from './support/run-verify.ts'

describe('a client of SCRAM, at a server that does not know the password', () => {
  it.each([
    ['yes', 'passed', 'reported', []],
    ['no', 'failed', 'proof ignored', ['server-proof-ignored']],
  ] as const)('that compares its signature: %s', async (check, verdict, words, codes) => {
    const report = await verified(['auth-scram-unproven'], nodeClient('scram', { CHECK: check }), {
      ports: ['smtps'],
    })
    const cell = cellOf(report, 'auth-scram-unproven', 'smtps')
    expect(cell).toMatchObject({ verdict, words })
    expect(cell.faults.map(({ code }) => code)).toEqual(codes)
    expect(cellOf(report, 'good', 'smtps').verdict).toBe('passed')
  })
})
