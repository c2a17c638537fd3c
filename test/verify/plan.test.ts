import { describe, expect, it } from 'vitest'
import { scenarios as every } from '../../src/scenarios/scenarios.ts'
import { plan } from '../../src/verify/run/plan.ts'

describe('the scenarios of a run', () => {
  it('leaves out what has a "!" before it, of all scenarios or of those that are chosen', async () => {
    const rows = async (...scenarios: readonly string[]): Promise<readonly string[]> => {
      const { scenarios: met } = plan(every, { ports: ['smtps'], scenarios })
      return met.map(({ name }) => name)
    }
    const all = every.map(({ name }) => name)
    expect(await rows('!dot-*', '!cert-*')).toEqual(all.filter((name) => !/^(?:dot|cert)-/.test(name)))
    expect(await rows('*', '!dot-*')).toEqual(all.filter((name) => !name.startsWith('dot-')))
    expect(await rows('!dot-5*', 'dot-*')).not.toContain('dot-554')
    expect(await rows('mail-*', '!mail-451')).toContain('mail-550')
    const run = (...scenarios: readonly string[]): Promise<unknown> => rows(...scenarios)
    await expect(run('!dotty-*')).rejects.toThrow('No scenario is called "dotty-*".')
    await expect(run('dot-*', '!server')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'The scenarios "dot-*,!server" leave none to run.',
    })
  })
})
