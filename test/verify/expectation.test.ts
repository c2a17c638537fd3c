import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VerifyCell, VerifyReport } from '../../src/model/verify.ts'
import { changesSince, expectationText, readExpectation } from '../../src/verify/expectation.ts'
import {
  carefulReport,
  carelessReport,
  failed,
  fault,
  passed,
  reportOf,
  row,
  skipped,
} from '../support/verify-report.ts'
import { anyReport } from './reports/support/any-report.ts'

const changes = (before: VerifyReport, after: VerifyReport): readonly string[] =>
  changesSince(readExpectation(expectationText(before), 'expected.json'), after)

const cert = ['cert-expired', 'identity', 'an expired certificate', 'RFC 5280'] as const
const other = ['quit-cut', 'network', 'a cut after QUIT', 'RFC 5321'] as const
const accepted = failed('accepted', [fault('password-to-unproven-server', 'It logged in.')])

describe('an expectation', () => {
  it('says what changed, cell by cell', () => {
    const before = reportOf([row(cert, { smtps: passed(), submission: passed() })])
    const after = reportOf([row(cert, { smtps: passed(), submission: accepted })])
    expect(changes(before, after)).toEqual(['cert-expired on 587: was reported; now accepted'])
  })

  it('says verdict and faults too where the words are the same', () => {
    const before = reportOf([row(cert, { submission: passed('accepted') })])
    expect(changes(before, reportOf([row(cert, { submission: accepted })]))).toEqual([
      'cert-expired on 587: was passed: accepted; now failed: accepted (password-to-unproven-server)',
    ])
  })

  it('takes for a change what is new, and what was not run this time', () => {
    const before = reportOf([row(cert, { smtps: passed() })])
    const after = reportOf([row(cert, { smtps: skipped() }), row(other, { relay: passed('told') })])
    expect(changes(before, after)).toEqual([
      'cert-expired on 465: was reported; now not run',
      'quit-cut on 25: was not run; now told',
    ])
  })

  it('knows nothing of times, ids, counts of connections, output and version', () => {
    const later = (cell: VerifyCell): VerifyCell => ({
      ...cell,
      sessions: ['another'],
      durationMs: 9,
      connections: 7,
      end: null,
      retriesAfterMs: [5],
    })
    const report = carelessReport()
    const again = {
      ...report,
      fourport: '9',
      startedAt: 'later',
      durationMs: 1,
      cells: report.cells.map(later),
    }
    expect(changes(report, again)).toEqual([])
    expect(expectationText(again)).toBe(expectationText(report))
  })

  it('is a file with a cell a line, in which a review sees what changed', () => {
    const lines = expectationText(carefulReport()).split('\n')
    expect(lines.slice(0, 10)).toEqual([
      '{',
      '  "version": 1,',
      '  "cells": {',
      '    "control": {',
      '      "relay": "passed: delivered",',
      '      "smtps": "passed: delivered",',
      '      "submission": "passed: delivered",',
      '      "submission-alt": "passed: delivered"',
      '    },',
      '    "cert-expired": {',
    ])
    expect(lines.at(-1)).toBe('')
  })

  it('is read as it was written, and a line of a change is one line, whatever the client said', () => {
    fc.assert(
      fc.property(anyReport, anyReport, (before, after) => {
        expect(changes(before, before)).toEqual([])
        for (const line of changes(before, after)) expect(line).not.toMatch(/[\p{Cc}\p{Cs}]/u)
      }),
    )
  })

  it.each([
    ['', 'is not JSON: '],
    ['[]', 'is not an object'],
    ['null', 'is not an object'],
    ['{}', 'has version none, not 1'],
    ['{"version":2,"cells":{}}', 'has version 2, not 1'],
    ['{"version":1}', 'has no "cells"'],
    [
      '{"version":1,"cells":{"a":{"smtps":1}}}',
      'has at "a" a value that is not an object of texts by profile',
    ],
    ['{"version":1,"cells":{"a":[]}}', 'has at "a" a value that is not an object of texts by profile'],
  ])('is refused with a reason where it is %j', (text, reason) => {
    expect(() => readExpectation(text, 'expected.json')).toThrow(
      expect.objectContaining({
        code: 'EXPECTATION_UNREADABLE',
        message: expect.stringContaining(`The expectation "expected.json" ${reason}`) as string,
      }),
    )
  })

  it('has no cells of names that every object has', () => {
    const text = '{"version":1,"cells":{"constructor":{"toString":"passed: told"}}}'
    expect(changesSince(readExpectation(text, 'a'), reportOf([]))).toEqual([
      'constructor on toString: was told; now not run',
    ])
  })
})
