import { createTransport } from 'nodemailer'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verifyClient } from '../../src/index.ts'
import type { KnownFailure } from '../../src/model/verify.ts'
import { conclusionOf } from '../../src/model/verify-words/conclusion.ts'
import { knownLines } from '../../src/model/verify-words/known.ts'
import { markKnown, readKnownFile, usesOf } from '../../src/verify/known-failures.ts'
import { junitFormat } from '../../src/verify/reports/junit.ts'
import { sarifFormat } from '../../src/verify/reports/sarif.ts'
import { carelessReport } from '../support/verify-report.ts'

const entry = (changes: Partial<KnownFailure> = {}): KnownFailure => ({
  scenario: 'starttls-absent',
  reason: 'The old gateway.',
  until: '2999-12-31',
  ...changes,
})

/** Goes on unencrypted where STARTTLS is missing. */
const careless = (known: readonly KnownFailure[]) =>
  verifyClient(
    async ({ nodemailer, from, to }) =>
      createTransport({ ...nodemailer, requireTLS: false }).sendMail({ from, to: [...to], text: 'Hello.' }),
    { ports: [587], scenarios: ['starttls-absent'], known },
  )

describe('a known failure', () => {
  it('fails no run, and is listed with what came of the others', async () => {
    const report = await careless([
      entry({ port: 587 }),
      entry({ scenario: 'good*' }),
      entry({ scenario: 'cert-expired' }),
      entry({ until: '2026-01-31' }),
    ])
    const cell = report.cells.find(({ scenario }) => scenario === 'starttls-absent')
    expect(cell).toMatchObject({
      verdict: 'failed',
      known: { reason: 'The old gateway.', until: '2999-12-31' },
    })
    expect(report).toMatchObject({ verified: true })
    expect(report).not.toHaveProperty('causes')
    expect(conclusionOf(report)).toEqual({
      outcome: 'flawed',
      sentence: expect.stringMatching(/^Passed on 587: the one check passed, 1 known to fail/) as string,
    })
    expect(knownLines(report)).toEqual([
      'starttls-absent on 587: The old gateway. (known until 2999-12-31)',
      'good*: The old gateway. (unused: nothing failed this way; remove the entry)',
      'cert-expired: The old gateway. (not run this time)',
      'starttls-absent: The old gateway. (expired: it was known until 2026-01-31; it fails the run again)',
    ])
    expect(junitFormat.write(report)).toContain('Known until 2999-12-31: The old gateway.')
    expect(sarifFormat.write(report)).toContain('"results": []')
  })

  it.each([
    ['that has expired', entry({ until: '2026-01-31' })],
    ['of another fault', entry({ faults: ['false-alarm'] })],
    ['on another port', entry({ port: 'smtps' })],
  ])('fails the run where it is one %s', async (_what, known) => {
    const report = await careless([known])
    expect(report.verified).toBe(false)
    expect(report.causes).toHaveLength(1)
  })

  it('counts on its last day, and not on the next', () => {
    const { cells } = carelessReport()
    const cell = cells.find(
      ({ scenario, profile }) => scenario === 'starttls-absent' && profile === 'submission',
    )!
    const known = [entry({ until: '2027-03-31' })]
    expect(markKnown(cell, known, '2027-03-31')).toHaveProperty('known')
    expect(markKnown(cell, known, '2027-04-01')).toBe(cell)
    expect(usesOf(known, { cells }, '2027-04-01')).toMatchObject([{ state: 'expired' }])
  })
})

describe('a file for --known', () => {
  const read = (known: unknown) => readKnownFile(JSON.stringify({ version: 1, known }), 'known.json')

  it('is read as docs/verify.md has it', () => {
    const page = readFileSync(new URL('../../docs/verify.md', import.meta.url), 'utf8')
    const example = /```json\n(\{\n {2}"version": 1,\n {2}"known"[^]*?)```/.exec(page)?.[1] ?? ''
    expect(readKnownFile(example, 'known.json')).toEqual([
      expect.objectContaining({ scenario: 'cut-rst-dot', port: 587, until: '2027-03-31' }),
    ])
  })

  it.each([
    [
      [entry({ until: '2027-02-30' })],
      '"2027-02-30" as "until" in entry 1; expected a day such as "2027-03-31"',
    ],
    [[entry({ scenario: 'starttls-absnt' })], 'Did you mean "?starttls-absent'],
    [
      [entry(), { ...entry(), reason: undefined }],
      'has undefined as "reason" in entry 2; expected why it fails',
    ],
    [
      [{ ...entry(), untill: 'x' }],
      'has the field "untill" in entry 1; it takes scenario, port, faults, reason, until. Did you mean until?',
    ],
    [[{ ...entry(), port: 26 }], 'has 26 as "port" in entry 1; expected one of relay, smtps'],
    [[{ ...entry(), faults: ['false-alrm'] }], 'Did you mean "?false-alarm'],
    [['cert-expired'], 'has "cert-expired" as entry 1'],
    [{ a: 1 }, 'has { a: 1 } in place of a list'],
  ])('is refused with what came: %j', (known, words) => {
    const pattern = new RegExp(words.replace(/[{}[\].*|()]/g, '\\$&'))
    expect(() => read(known)).toThrow(
      expect.objectContaining({
        code: 'KNOWN_UNREADABLE',
        message: expect.stringMatching(pattern) as string,
      }),
    )
  })

  it.each([
    ['no JSON', 'is not JSON'],
    ['[]', 'is [], and no object'],
    ['{"version":2}', 'has version 2; expected 1'],
  ])('is refused as a whole: %s', (text, words) => {
    expect(() => readKnownFile(text, 'known.json')).toThrow(words)
  })

  it('is given to a call as a list, which is checked too', async () => {
    await expect(careless([{ ...entry(), until: 'soon' }])).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('"soon" as "until" in entry 1') as string,
    })
  })
})
