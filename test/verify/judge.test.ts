import { describe, expect, it } from 'vitest'
import { verifyFaultCodes } from '../../src/model/verify.ts'
import { judge } from '../../src/verify/judge/judge.ts'
import { deliveries } from './cases/deliveries.ts'
import { refusals } from './cases/refusals.ts'
import { tellings } from './cases/tellings.ts'

const rows = [...deliveries, ...refusals, ...tellings]

describe('a verdict comes from what the server saw and how the run ended', () => {
  it.each(rows)('$says', ({ trial: given, verdict, words, faults = [], told, also = {} }) => {
    const cell = judge(given)
    expect({
      verdict: cell.verdict,
      words: cell.words,
      faults: cell.faults.map(({ code }) => code),
      told: cell.told,
    }).toEqual({ verdict, words, faults, told })
    expect(cell).toMatchObject(also)
  })

  it('and every fault is in the table', () => {
    const seen = new Set(rows.flatMap(({ faults = [] }) => faults))
    expect(verifyFaultCodes.filter((code) => !seen.has(code))).toEqual([])
  })

  it('says which rule it applied', () => {
    const passed = rows.find(({ says }) => says.startsWith('a client that leaves where STARTTLS'))!.trial
    expect(judge(passed).rule).toMatchObject({ kind: 'must', source: 'RFC 5321 §3.3' })
    expect(judge({ ...passed, login: false }).rule).toMatchObject({ kind: 'observation' })
    expect(judge({ ...passed, login: false }).rule?.because).toContain('RFC 7435')
  })

  it('gives settings in words where no library was recognised: to require TLS is the cure, whoever sends', () => {
    const stripped = rows.find(({ says }) => says.startsWith('mail in clear without the login'))!.trial
    const [fault] = judge(stripped).faults
    expect(fault).toMatchObject({ code: 'message-in-clear', fix: { library: 'Any client' } })
    expect(fault?.fix?.code).toContain('port:        587\nencryption:  STARTTLS, required')
  })

  it('gives no settings where none would help', () => {
    const old = rows.find(({ says }) => says === 'login under TLS 1.0')!.trial
    const leak = rows.find(({ says }) => says.startsWith('login and mail to a server'))!.trial
    const purpose = { ...leak, scenario: { ...leak.scenario, name: 'cert-client-only' } }
    for (const { faults } of [judge(old), judge(purpose)]) {
      expect(faults.map(({ fix }) => fix)).toEqual(faults.map(() => null))
    }
  })

  it('gives the lines to write, in the library that was recognised', () => {
    const client = { library: 'nodemailer', label: 'Nodemailer', confidence: 'certain', marks: [] } as const
    const leak = rows.find(({ says }) => says.startsWith('login and mail to a server'))!.trial
    const [fault] = judge({ ...leak, control: { delivered: true, perRecipient: 1, client } }).faults
    expect(fault?.fix).toMatchObject({ library: 'Nodemailer', language: 'js' })
    expect(fault?.fix?.code).toContain('port: 465')
    expect(fault?.fix?.code).toContain('ca: readFileSync')
  })
})
