import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/model/finding.ts'
import type { ProfileName } from '../../../src/model/port-profile.ts'
import type { VerifyFaultCode, VerifyReport } from '../../../src/model/verify.ts'
import { causesOf } from '../../../src/verify/reports/causes.ts'
import { carefulReport, carelessReport, failed, fault, reportOf, row } from '../../support/verify-report.ts'

const finding = (id: string, profile: ProfileName): Finding => ({
  id,
  severity: 'error',
  confidence: 'certain',
  saw: `Saw ${id}.`,
  why: 'Why.',
  fix: `Fix ${id}.`,
  snippets: [],
  evidence: [],
  messages: [],
  client: null,
  sessionId: 'session-1',
  profile,
  port: 587,
  docs: 'docs/findings.md',
})

const fix = (library: string, language: string, code: string) => ({ fix: { library, language, code } })

/** A report in which each of these was seen, in a scenario and on a port. */
function seen(
  faults: readonly (readonly [code: VerifyFaultCode, scenario: string, profile: ProfileName, changes?: Parameters<typeof fault>[2]])[],
): VerifyReport {
  return reportOf(
    faults.map(([code, scenario, profile, changes]) =>
      row([scenario, 'server', '', ''], { [profile]: failed('wrong', [fault(code, `Did ${code}.`, changes)]) }),
    ),
  )
} // prettier-ignore

const titles = (report: VerifyReport): readonly (readonly [string, number])[] =>
  causesOf(report).map(({ title, cells }) => [title, cells.length])

describe('the causes of a report', () => {
  it('are one for a certificate that is not checked, whatever went to the server', () => {
    expect(titles(carelessReport())).toEqual([
      ['The client continues unencrypted where TLS is missing', 2],
      ['The client does not check the server’s certificate', 6],
      ['The client did not end in time', 1],
    ])
  })

  it('come by severity: what is exposed, then mail that is lost or doubled, then false alarms', () => {
    const report = seen([
      ['false-alarm', 'quit-cut', 'smtps'],
      ['hung', 'greeting-slow', 'smtps'],
      ['delivered-twice', 'dot-slow', 'smtps'],
      ['weak-tls-accepted', 'tls-1-0', 'smtps'],
      ['password-to-unproven-server', 'cert-expired', 'smtps'],
      ['password-unencrypted', 'starttls-absent', 'submission'],
    ])
    expect(causesOf(report).map(({ severity, code }) => [severity, code])).toEqual([
      ['exposure', 'password-unencrypted'],
      ['exposure', 'password-to-unproven-server'],
      ['exposure', 'weak-tls-accepted'],
      ['mail', 'delivered-twice'],
      ['mail', 'hung'],
      ['false-alarm', 'false-alarm'],
    ])
  })

  it('are none of a client that is right', () => {
    expect(causesOf(carefulReport())).toEqual([])
  })

  it.each([
    [['cert-wrong-host', 'cert-no-ip'], 'The client does not check whether the certificate has the server’s name'],
    [['cert-wrong-host', 'cert-unknown-ca'], 'The client does not check the server’s certificate'],
    [['cert-client-only'], 'The client accepts a certificate that proves nothing'],
  ])('name of %j what was not looked at', (scenarios, title) => {
    const report = seen(scenarios.map((name) => ['message-to-unproven-server', name, 'smtps'] as const))
    expect(titles(report)).toEqual([[title, scenarios.length]])
  }) // prettier-ignore

  it('are one for a client without TLS, with what it sent unencrypted where it does not deliver', () => {
    const report = seen([
      ['envelope-unencrypted', 'greylist', 'submission'],
      ['message-unencrypted', 'starttls-absent', 'submission-alt'],
      ['not-delivered', 'good', 'smtps', { finding: finding('plaintext-on-implicit-tls-port', 'smtps') }],
      ['not-delivered', 'good-ip', 'submission', { finding: finding('starttls-not-used', 'submission') }],
      ['not-delivered', 'good-chain', 'smtps', { finding: finding('ca-not-trusted', 'smtps') }],
    ])
    expect(titles(report)).toEqual([
      // On 2525 it begins TLS where that is offered.
      ['The client continues unencrypted where TLS is missing', 1],
      ['The client uses no TLS on 465 and 587', 3],
      ['Mail that could have been delivered was not', 1],
    ])
    expect(causesOf(report).map(({ advice }) => advice)).toEqual([
      'Require TLS: the client must stop where STARTTLS is not offered or fails.',
      'Fix plaintext-on-implicit-tls-port.',
      'Fix ca-not-trusted.',
    ])
  })

  it('have lines of a library that is known on another port, those of the finding’s port first', () => {
    const report = seen([
      ['not-delivered', 'good', 'smtps', fix('any client', 'text', 'port: 465')],
      ['not-delivered', 'good-ip', 'submission', fix('smtplib', 'python', 'starttls')],
      ['not-delivered', 'good-chain', 'submission-alt', fix('smtplib', 'python', 'starttls 2525')],
    ])
    expect(causesOf(report)[0]!.fixes).toEqual([
      expect.objectContaining({ fix: { library: 'smtplib', language: 'python', code: 'starttls' } }),
    ])
    const own = { ...fix('smtplib', 'python', 'SSL'), finding: finding('ca-not-trusted', 'smtps') }
    const both = seen([
      ['not-delivered', 'good', 'submission', { ...fix('smtplib', 'python', 'starttls'), finding: finding('ca-not-trusted', 'submission') }],
      ['not-delivered', 'good-ip', 'smtps', own],
    ]) // prettier-ignore
    expect(causesOf(both)[0]!.fixes.map(({ fix: { code } }) => code)).toEqual(['starttls', 'SSL'])
  })
})
