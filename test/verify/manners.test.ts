import { describe, expect, it } from 'vitest'
import type { VerifyReport } from '../../src/model/verify.ts'
import { type VerifyMannerCode, verifyMannerCodes } from '../../src/model/verify-manners.ts'
import { conclusionOf } from '../../src/model/verify-words/conclusion.ts'
import { mannersIn } from '../../src/model/verify-words/manners.ts'
import type { VerifySettings } from '../../src/verify/run/verify.ts'
import { cellOf, nodeClient, verified } from './support/run-verify.ts'

const rude = (manner: string, more: Partial<VerifySettings> = {}): Promise<VerifyReport> =>
  verified(['good'], nodeClient('rude', { RUDE: manner }), { ports: ['relay'], ...more })
const seen = (report: VerifyReport): readonly string[] => mannersIn(report).map(({ manner }) => manner.code)

/** Those that port 25 cannot show: there is neither login nor TLS. */
const underTls = ['second-login', 'no-ehlo-after-starttls'] as const satisfies readonly VerifyMannerCode[]
const onPort25 = verifyMannerCodes.filter((code) => !(underTls as readonly string[]).includes(code))

describe('the manners of a client', () => {
  it('are good where it has none of the bad ones', async () => {
    const report = await rude('')
    expect(seen(report)).toEqual([])
    expect(cellOf(report, 'good', 'relay')).not.toHaveProperty('manners')
    expect(conclusionOf(report)).toEqual({
      outcome: 'proven',
      sentence: 'Proven on 25: the one check passed.',
    })
  })

  it.each(onPort25)('%s', async (code) => {
    const report = await rude(code)
    const cell = cellOf(report, 'good', 'relay')
    expect([cell.verdict, cell.words, seen(report)]).toEqual(['passed', 'delivered', [code]])
    expect(conclusionOf(report)).toEqual({
      outcome: 'flawed',
      sentence: `Passed on 25: the one check passed; but it breaks a rule that most servers forgive: ${code}.`,
    })
    expect(report.verified).toBe(true)
  })

  it.each(underTls)('%s', async (code) => {
    const report = await rude(code, { ports: ['submission'] })
    const { verdict, words, manners } = cellOf(report, 'good', 'submission')
    expect([verdict, words, manners?.map((manner) => manner.code)]).toEqual(['passed', 'delivered', [code]])
  })

  it('keep it from being verified where they must', async () => {
    const report = await rude('no-quit', { strictManners: true })
    expect(report.verified).toBe(false)
    expect(conclusionOf(report)).toEqual({
      outcome: 'failed',
      sentence:
        'Failed on 25: the one check passed; but it breaks a rule that most servers forgive: no-quit.',
    })
    expect((await rude('', { strictManners: true })).verified).toBe(true)
  })
})
