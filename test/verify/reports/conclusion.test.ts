import { describe, expect, it } from 'vitest'
import type { VerifyReport } from '../../../src/model/verify.ts'
import { conclusionOf } from '../../../src/model/verify-words/conclusion.ts'
import {
  carefulReport,
  carelessReport,
  delivered,
  failed,
  fault,
  hung,
  notHere,
  observed,
  passed,
  reportOf,
  row,
  type Row,
  unproven,
} from '../../support/verify-report.ts'

const of = (cells: Row['cells']): VerifyReport => reportOf([row(['one', 'server', 'one', 'RFC 5321'], cells)])
const open = { kind: 'observation', source: 'RFC 7435', because: 'It is opportunistic.' } as const

describe('the conclusion of a report', () => {
  // prettier-ignore
  const cases = [
    [carefulReport(), 'proven', 'Proven on 25, 465, 587 and 2525: all 16 checks passed, 3 left open by the standards.'],
    [carelessReport(), 'failed', 'Failed: 8 of 13 checks failed and 1 hung, on 465, 587 and 2525; one more proves nothing until it delivers to a healthy server on 25.'],
    [of({ smtps: passed() }), 'proven', 'Proven on 465: the one check passed.'],
    [of({ smtps: passed(), submission: hung() }), 'failed', 'Failed: in 1 of 2 checks the client hung, on 587.'],
    [of({ smtps: passed(), relay: hung({ rule: open }) }), 'proven', 'Proven on 465: the one check passed, 1 left open by the standards.'],
    [of({ smtps: passed(), relay: unproven('') }), 'open', 'Proven on 465: the one check passed; nothing on 25, where it delivers to no server.'],
    [of({ smtps: passed(), submission: notHere('') }), 'proven', 'Proven on 465: the one check passed, 1 not run here.'],
    [reportOf([row(['one', 'server', 'one', 'RFC 5321'], { smtps: delivered() }), row(['two', 'server', 'two', 'RFC 5321'], { smtps: unproven('') })]), 'open', 'Proven on 465: the one check passed; one more proves nothing on 465.'],
    [reportOf([row(['one', 'server', 'one', 'RFC 5321'], { smtps: delivered(), relay: unproven('') }), row(['two', 'server', 'two', 'RFC 5321'], { smtps: unproven(''), submission: hung() })]), 'failed', 'Failed: in 1 of 2 checks the client hung, on 587; one more proves nothing until it delivers to a healthy server on 25; one more proves nothing on 465.'],
    [of({ relay: unproven('') }), 'open', 'Nothing is proven: no check passed; nothing on 25, where it delivers to no server.'],
    [of({ relay: observed('in clear', 'It may.') }), 'open', 'Nothing is proven: no check passed.'],
    [of({ relay: failed('lost', [fault('not-delivered', 'Lost.')]) }), 'failed', 'Failed: 1 of 1 checks failed, on 25.'],
    [reportOf([1, 2].map((at) => row([`${at}`, 'server', 'one', 'RFC 5321'], { relay: unproven(''), smtps: failed('lost', [fault('not-delivered', 'Lost.')]) }))), 'failed', 'Failed: 2 of 2 checks failed, on 465; 2 more prove nothing until it delivers to a healthy server on 25.'],
    [reportOf([]), 'open', 'Nothing is proven: no check passed.'],
  ] as const
  it.each(cases)('is drawn of its cells, %#', (report, outcome, sentence) => {
    expect(conclusionOf(report)).toEqual({ outcome, sentence })
    expect(report.verified).toBe(outcome !== 'failed')
  })
})
