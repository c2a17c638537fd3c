import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/model/finding.ts'
import { demanded } from '../../../src/model/verify-words/demanded.ts'
import { failuresOf, placesOf } from '../../../src/verify/reports/failures.ts'
import { lastWords } from '../../../src/verify/reports/last-words.ts'
import { appliedRules } from '../../../src/verify/reports/rules.ts'
import {
  carelessReport,
  failed,
  fault,
  hung,
  type Judged,
  passed,
  reportOf,
  row,
} from '../../support/verify-report.ts'

const lost = (source: string): Judged =>
  failed('lost', [fault('not-delivered', 'It did not arrive.')], {
    rule: { kind: 'must', source, because: 'It has to.' },
  })

describe('the failures of a report', () => {
  it('are told under the rule that they break: too many logins under the limit of tries, not under that of the scenario', () => {
    const logins = failed('many logins', [fault('login-repeated', 'It tried 5 logins.')], {
      rule: { kind: 'must', source: 'RFC 4954 §6', because: demanded.report },
    })
    const report = reportOf([row(['auth-535', 'server', '', 'RFC 4954 §6'], { smtps: logins })])
    expect(failuresOf(report)[0]?.reasons).toMatchObject([
      {
        rule: {
          kind: 'must',
          source: 'RFC 4954 §9',
          because: expect.stringContaining('three tries') as string,
        },
      },
    ])
  })

  it('are told by fault, and of a fault once where words and reason are the same, whatever their source', () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const report = reportOf(
      names.map((name, n) => row([name, 'control', '', ''], { smtps: lost(`RFC ${n}`) })),
    )
    const [failure, ...others] = failuresOf(report)
    expect(others).toEqual([])
    expect(failure?.reasons).toMatchObject([
      {
        rule: { kind: 'must', source: 'RFC 0; RFC 1; RFC 2; …', because: 'It has to.' },
        details: [{ summary: 'It did not arrive.' }],
      },
    ])
    expect(placesOf(report, failure?.cells ?? [])).toEqual(['465: a, b, c, d, e'])
    expect(appliedRules(report)).toHaveLength(1)
  })

  it('have a fix once, whichever port is in it', () => {
    const at = (port: number): Judged =>
      failed('lost', [
        fault('not-delivered', 'Lost.', { fix: { code: `port: ${port}`, language: 'js', library: 'a' } }),
      ])
    const report = reportOf([row(['a', 'control', '', ''], { smtps: at(465), submission: at(587) })])
    expect(failuresOf(report)[0]?.fixes.map(({ code }) => code)).toEqual(['port: 465'])
  })

  it('are told once where a fault is one whatever the scenario is about, by the rule that it breaks itself', () => {
    const silent = (because: string): Judged =>
      failed('not reported', [fault('failure-not-reported', 'Nobody was told.')], {
        rule: { kind: 'must', source: 'RFC 3207 §4.2', because },
      })
    const report = reportOf([
      row(['a', 'downgrade', '', ''], { smtps: silent('What came before TLS is to be forgotten.') }),
      row(['b', 'server', '', ''], { smtps: silent('It is not to be tried again.') }),
    ])
    expect(failuresOf(report)[0]?.reasons).toEqual([
      {
        rule: { kind: 'must', source: 'RFC 5321 §2.1', because: demanded.report },
        details: [
          { summary: 'Nobody was told.', cells: report.cells.filter(({ profile }) => profile === 'smtps') },
        ],
      },
    ])
  })

  it('have no fix beside a finding that has the same', () => {
    const at = (port: number): Judged => {
      const lines = { code: `port: ${port}`, language: 'js', library: 'a' }
      const finding = { id: 'x', snippets: [{ ...lines, label: 'a' }] } as unknown as Finding
      return failed('leak', [fault('password-unencrypted', 'Leak.', { fix: lines, finding })])
    }
    const report = reportOf([
      row(['a', 'control', '', ''], { submission: at(587), 'submission-alt': at(2525) }),
    ])
    const [failure] = failuresOf(report)
    expect(failure?.fixes).toEqual([])
    expect(failure?.findings).toHaveLength(1)
  })

  it('have each fix once', () => {
    const fixes = failuresOf(carelessReport()).map(({ fixes }) => fixes.length)
    expect(fixes).toEqual([1, 0, 1, 0])
  })

  it('are none where standards leave open what hung, nor of a cell that passed', () => {
    const open = hung({ rule: { kind: 'observation', source: 'RFC 7435', because: 'It may.' } })
    expect(failuresOf(reportOf([row(['a', 'control', '', ''], { relay: open, smtps: passed() })]))).toEqual(
      [],
    )
  })
})

describe('the last words of a client', () => {
  it.each([
    ['', []],
    ['\n \n', []],
    ['one\ntwo\n\nthree\nfour\n', ['two', 'three', 'four']],
    [
      'file:///a.mjs:1\nthrow new Error("no")\n      ^\n\nError: no\n    at file:///a.mjs:1:7\n    at b\n    at c\n\nNode.js v20.20.2\n',
      ['Error: no', '    at file:///a.mjs:1:7', '    at b'],
    ],
    [
      'Traceback (most recent call last):\n  File "a.py", line 1\nssl.SSLCertVerificationError: [SSL] certificate has expired',
      ['ssl.SSLCertVerificationError: [SSL] certificate has expired'],
    ],
    [
      'Traceback (most recent call last):\n  File "a.py", line 1\nTimeoutError: slow\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "a.py", line 2\nsmtplib.SMTPServerDisconnected: Connection unexpectedly closed',
      ['smtplib.SMTPServerDisconnected: Connection unexpectedly closed'],
    ],
    [
      'Exception in thread "main" javax.mail.MessagingException: no\n\tat A.b\n\tat C.d\n\tat E.f',
      ['Exception in thread "main" javax.mail.MessagingException: no', '\tat A.b', '\tat C.d'],
    ],
    ['fatal: refused\nbye', ['fatal: refused', 'bye']],
    ['\u001B[31mError: red\u001B[39m\r\n', ['Error: red']],
  ])('%#', (output, words) => {
    expect(lastWords(output)).toEqual(words)
  })
})
