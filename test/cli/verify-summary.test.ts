import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { styleFor } from '../../src/cli/print/style.ts'
import { summaryReport } from '../../src/cli/print/verify/summary-report.ts'
import { columnsOf } from '../../src/cli/print/visible.ts'
import { setupSnippet } from '../../src/diagnosis/snippets.ts'
import { faultTitles } from '../../src/model/verify-words/fault-titles.ts'
import { scenarioGroups } from '../../src/model/scenario-group.ts'
import { verifyFaultCodes, type VerifyReport } from '../../src/model/verify.ts'
import { carefulReport, carelessReport, failed, fault, reportOf, row } from '../support/verify-report.ts'
import { anyReport } from '../verify/reports/support/any-report.ts'

const lines = (report: VerifyReport): readonly string[] => summaryReport(report, styleFor({}, 'never'))

/** A client that does all that can be done wrong, in twenty scenarios each, with these lines to write for each port. */
function worst(codeFor: (tls: 'implicit' | 'starttls') => string): VerifyReport {
  const rows = verifyFaultCodes.flatMap((code, at) =>
    Array.from({ length: 20 }, (_, index) => {
      const cell = (tls: 'implicit' | 'starttls') =>
        failed('wrong', [
          fault(code, 'It did what it must not do, in a sentence that is somewhat longer than a line is.', {
            fix: { code: codeFor(tls), language: 'java', library: 'Jakarta Mail' },
          }),
        ])
      const group = scenarioGroups[at % scenarioGroups.length]!
      return row([`scenario-${code}-${index}`, group, 'title', 'RFC 5321'], {
        smtps: cell('implicit'),
        submission: cell('starttls'),
        'submission-alt': cell('starttls'),
      })
    }),
  )
  return reportOf(rows)
}

describe('what verify prints', () => {
  it('has each cause once, what to change, and the lines to write', () => {
    expect(lines(carelessReport()).slice(3, 19).join('\n')).toBe(`\
✗ The client continues unencrypted where TLS is missing (2 checks, exposure)
  It logged in without TLS, since STARTTLS was not offered.
    587 and 2525: starttls-absent
  → Require TLS: the client must stop where STARTTLS is not offered or fails.
    What to write, in nodemailer, for port 587:
      requireTLS: true
  docs/verify.md#password-unencrypted

✗ The client does not check the server’s certificate (6 checks, exposure)
    465, 587 and 2525: cert-expired, cert-self-signed
  → Let the client check the certificate and the name in it, and give it the CA
    to trust (SMTP_CA_FILE in these runs).
    What to write, in nodemailer, for port 587:
      tls: { ca: readFileSync('ca.pem') }

✗ The client did not end in time (1 check, mail)`)
  })

  it('has a client that is right in a few lines', () => {
    const text = lines(carefulReport())
    expect(text.length).toBeLessThanOrEqual(24)
    expect(text.join('\n')).toContain('\n✓ Proven on 25, 465, 587 and 2525: all 16 checks passed')
  })

  it('says once that the lines above do it', () => {
    const same = { fix: { code: 'secure()', language: 'js', library: 'a' } }
    const report = reportOf([
      row(['cert-expired', 'identity', '', ''], { smtps: failed('', [fault('password-to-unproven-server', 'A.', same)]) }),
      row(['starttls-absent', 'downgrade', '', ''], { submission: failed('', [fault('message-unencrypted', 'B.', same)]) }),
    ]) // prettier-ignore
    const text = lines(report).join('\n')
    expect(text.split('secure()')).toHaveLength(2)
    expect(text).toContain('\n    The lines above do that.\n')
  })

  it('fits on a page whatever is wrong, with the lines of any library', () => {
    const target = { host: 'localhost', port: 465, caFile: 'path/to/ca.pem', serverName: null, login: true, user: null }
    for (const library of [null, 'smtplib', 'jakarta-mail', 'nodemailer', 'mailkit', 'go-smtp', 'lettre']) {
      const report = worst((tls) => setupSnippet(library, { ...target, tls }).code)
      const text = lines(report)
      const snippet = setupSnippet(library, { ...target, tls: 'starttls' }).code.split('\n').length
      // A client that makes every mistake there is has a line for each of those that are not told in full.
      expect(text.length - snippet).toBeLessThanOrEqual(27 + verifyFaultCodes.length)
      for (const code of verifyFaultCodes.slice(7)) expect(text.join('\n')).toContain(`✗ ${faultTitles[code]}`)
    }
  }) // prettier-ignore

  it('is never wider than 80 columns and moves no cursor, whatever the client said', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        for (const line of lines(report)) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u)
        }
        expect(columnsOf(lines(report).at(-1)!)).toBeLessThanOrEqual(80)
      }),
    )
  })
})
