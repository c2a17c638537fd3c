import { describe, expect, it } from 'vitest'
import { cellOf, nodeClient, verified } from './support/run-verify.ts'

const injecting = ['inject-ehlo', 'inject-session', 'inject-login']

describe('a client that uses an injected answer', () => {
  // Each is seen where the injected mechanism is not its own choice.
  it.each([
    ['late', 'PLAIN', 'inject-ehlo'],
    ['late', 'PLAIN', 'inject-login'],
    ['late', 'LOGIN', 'inject-session'],
    ['helo', 'PLAIN', 'inject-ehlo'],
  ])('%s, and prefers %s, is seen in %s', async (way, preferred, scenario) => {
    const client = nodeClient('keeps-injected', {}, way, preferred)
    const report = await verified([scenario], client, { ports: ['submission'] })
    expect(cellOf(report, 'good', 'submission').verdict).toBe('passed')
    const cell = cellOf(report, scenario, 'submission')
    expect(cell.verdict).toBe('failed')
    expect(cell.faults.map(({ code }) => code)).toContain('injected-reply-used')
  })

  it('is not seen where a client discards it and logs in by what it has, offered or not', async () => {
    for (const [name, ...args] of [['careful'], ['sends-plain'], ['sends-plain', 'LOGIN']] as const) {
      const report = await verified(injecting, nodeClient(name, {}, ...args), { ports: ['submission'] })
      expect(report.cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
    }
  })
})
