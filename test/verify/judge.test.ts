import { describe, expect, it } from 'vitest'
import type { ScenarioGroup } from '../../src/model/scenario-group.ts'
import { verifyFaultCodes } from '../../src/model/verify.ts'
import { judgeTrial } from '../../src/judge/judge.ts'
import { deliveries } from './cases/deliveries.ts'
import { refusals } from './cases/refusals.ts'
import { tellings } from './cases/reports.ts'

const rows = [...deliveries, ...refusals, ...tellings]

describe('a verdict comes from what the server saw and how the run ended', () => {
  it.each(rows)('$says', ({ trial: given, verdict, words, faults = [], reported, also = {} }) => {
    const cell = judgeTrial(given)
    expect({
      verdict: cell.verdict,
      words: cell.words,
      faults: cell.faults.map(({ code }) => code),
      reported: cell.reported,
    }).toEqual({ verdict, words, faults, reported })
    expect(cell).toMatchObject(also)
  })

  it('and every fault is in the table', () => {
    const seen = new Set(rows.flatMap(({ faults = [] }) => faults))
    expect(verifyFaultCodes.filter((code) => !seen.has(code))).toEqual([])
  })

  it('says which rule it applied', () => {
    const passed = rows.find(({ says }) => says.startsWith('a client that leaves where STARTTLS'))!.trial
    expect(judgeTrial(passed).rule).toMatchObject({ kind: 'must', source: 'RFC 5321 §3.3' })
    expect(judgeTrial({ ...passed, login: false }).rule).toMatchObject({ kind: 'observation' })
    expect(judgeTrial({ ...passed, login: false }).rule?.because).toContain('RFC 7435')
    expect(judgeTrial({ ...passed, login: false, requireTls: true }).rule).toMatchObject({ kind: 'must' })
  })

  it('gives settings in words where no library was recognised: to require TLS is the cure for any client', () => {
    const stripped = rows.find(({ says }) => says.startsWith('mail unencrypted without the login'))!.trial
    const [fault] = judgeTrial(stripped).faults
    expect(fault).toMatchObject({ code: 'message-unencrypted', fix: { library: 'Any client' } })
    expect(fault?.fix?.code).toContain('port:        587\nencryption:  STARTTLS, required')
  })

  it('gives no settings where none would help', () => {
    const old = rows.find(({ says }) => says === 'login under TLS 1.0')!.trial
    const leak = rows.find(({ says }) => says.startsWith('login and mail to a server'))!.trial
    const purpose = { ...leak, scenario: { ...leak.scenario, name: 'cert-client-only' } }
    for (const { faults } of [judgeTrial(old), judgeTrial(purpose)]) {
      expect(faults.map(({ fix }) => fix)).toEqual(faults.map(() => null))
    }
  })

  it('gives none for a server that is odd where it delivers to one that is not: the settings are right', () => {
    const lost = rows.find(
      ({ says, faults }) => faults?.includes('not-delivered') && !says.includes('CA'),
    )!.trial
    const control = { delivered: true, perRecipient: 1, asksFor: null, client: null }
    const fixOf = (given: typeof lost): unknown =>
      judgeTrial({ ...given, verdicts: [] }).faults.find(({ code }) => code === 'not-delivered')?.fix
    expect(fixOf({ ...lost, control })).toBe(null)
    expect(fixOf({ ...lost, control: null })).toMatchObject({ library: 'Any client' })
  })

  it('names the cipher that is no protection, not the version beside it', () => {
    const old = rows.find(({ says }) => says === 'login under TLS 1.0')!.trial
    const cipher = { ...old, scenario: { ...old.scenario, tls: { ciphers: 'NULL-SHA256' } } }
    const said = (trial: typeof old): unknown => judgeTrial(trial).faults[0]?.summary
    expect(said(old)).toBe(
      'It logged in or sent mail under TLSv1.3 although that no longer protects anything.',
    )
    expect(said(cipher)).toBe('It logged in or sent mail under a cipher that protects nothing, NULL-SHA256.')
  })

  it('blames the TLS library only for what it decides', () => {
    const because = (group: ScenarioGroup): string | undefined =>
      judgeTrial({
        ...rows[0]!.trial,
        scenario: { ...rows[0]!.trial.scenario, group, demand: { rule: 'observation', what: 'observe' } },
      }).rule?.because
    expect(because('identity')).toContain('the platform’s TLS library')
    expect(because('versions')).toContain('the platform’s TLS library')
    expect(because('downgrade')).toBe('Standards leave open what to do here: the report says what was done.')
  })

  it('gives the lines to write, in the library that was recognised', () => {
    const client = { library: 'nodemailer', label: 'Nodemailer', confidence: 'certain', marks: [] } as const
    const leak = rows.find(({ says }) => says.startsWith('login and mail to a server'))!.trial
    const [fault] = judgeTrial({
      ...leak,
      control: { delivered: true, perRecipient: 1, asksFor: null, client },
    }).faults
    expect(fault?.fix).toMatchObject({ library: 'Nodemailer', language: 'js' })
    expect(fault?.fix?.code).toContain('port: 465')
    expect(fault?.fix?.code).toContain('ca: readFileSync')
  })
})
