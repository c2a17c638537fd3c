import * as fc from 'fast-check'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Style, styleFor } from '../../src/cli/print/style.ts'
import { summaryReport } from '../../src/cli/print/verify/summary-report.ts'
import { terminalReport } from '../../src/cli/print/verify/terminal-report.ts'
import { columnsOf } from '../../src/cli/print/visible.ts'
import { profileNames } from '../../src/model/port-profile.ts'
import type { VerifyReport } from '../../src/model/verify.ts'
import {
  carefulReport,
  carelessReport,
  failed,
  fault,
  notHere,
  passed,
  reportOf,
  row,
  unproven,
} from '../support/verify-report.ts'
import { anyReport } from '../verify/reports/support/any-report.ts'

const plain = styleFor({}, 'never')
const colours: Style = styleFor({}, 'always')
const lines = (report: VerifyReport): readonly string[] => terminalReport(report, plain)

/** The lines between a blank one and the next. */
function block(report: VerifyReport, number: number): string {
  return lines(report).join('\n').split('\n\n')[number] ?? ''
}

/** It has its legend below. */
function tableOf(report: VerifyReport): string {
  const blocks = lines(report).join('\n').split('\n\n')
  const legend = /^[✓✗i!–?] (?:passed|failed|left open|hung|not run|proves nothing)/
  return blocks.find((_, index) => legend.test(blocks[index + 1] ?? '')) ?? ''
}

describe('the report in the terminal', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('has a table with ports across and scenarios down, a mark and a few words a cell', () => {
    expect(`\n${tableOf(carelessReport())}\n`).toBe(`
                 25 plaintext    465 TLS         587 STARTTLS    2525 STARTTLS
Controls: a healthy server
 control         –               ✓ delivered     ✓ delivered     ✓ delivered
Identity: certificates that prove nothing
 cert-expired    –               ✗ accepted      ✗ accepted      ✗ accepted
 cert-self-      –               ✗ accepted      ✗ accepted      ✗ accepted
 signed
 cert-cn-only    –               i accepted      –               –
Downgrade: TLS kept away from the client
 starttls-absent –               –               ✗ password leak ✗ password leak
Servers that refuse or are slow
 greeting-slow   ? refused       ✓ delivered     ! hung          –
`)
  })

  it('gives names all the room where there are fewer ports', () => {
    const report = carelessReport()
    const one = { ...report, ports: report.ports.slice(2, 3) }
    expect(tableOf(one)).toContain(' cert-self-signed ✗ accepted')
  })

  it('has the causes before the table, and the page of each scenario with them', () => {
    const report = carelessReport()
    const docs = (name: string) => join(process.cwd(), 'docs', 'scenarios', `${name}.md`)
    const withPages = {
      ...report,
      scenarios: report.scenarios.map((scenario) => ({ ...scenario, docs: docs(scenario.name) })),
    }
    const text = lines(withPages).join('\n')
    const at = (words: string): number => text.indexOf(words)
    expect(at('✗ The client continues unencrypted')).toBeLessThan(at('Controls: a healthy server'))
    expect(at('✗ The client continues unencrypted')).toBeGreaterThan(0)
    expect(text).toContain(
      `\n  ${join('docs', 'verify.md')}#password-unencrypted\n  ${join('docs', 'scenarios', 'starttls-absent.md')}\n`,
    )
    expect(summaryReport(withPages, plain).join('\n')).toContain(
      `\n  ${join('docs', 'scenarios', 'starttls-absent.md')}\n`,
    )
  })

  it('says of each failure what was seen and where, by which rule, how it ended and what to write', () => {
    const said = block(carelessReport(), 1).split('\n')
    expect(said.slice(0, -1).join('\n')).toBe(`\
✗ The client continues unencrypted where TLS is missing (2 checks, exposure)
  The password crossed the network unencrypted (2 cells)
  It logged in without TLS, since STARTTLS was not offered.
    587 and 2525: starttls-absent
  Rule: must (RFC 4954 §9; RFC 8314 §5.2): When the client logs in or was set to
  use TLS, neither password nor mail may be sent unencrypted, and the client
  must report it.
  First run: exit code 0; it printed nothing
  → What to write, in nodemailer:
        requireTLS: true`)
    expect(said.at(-1)).toMatch(/docs\/verify\.md#password-unencrypted$/)
  })

  it('keeps what indents a line of code, in columns: a tab may be as wide as it likes', () => {
    const code = 'if err != nil {\n\tif again {\n\t\treturn nil, err\n\t}\n}'
    const cell = failed('lost', [
      fault('not-delivered', 'Lost.', { fix: { code, language: 'go', library: 'go-mail' } }),
    ])
    const text = lines(reportOf([row(['a', 'server', '', ''], { smtps: cell })])).join('\n')
    expect(text).toContain(
      '\n        if err != nil {\n            if again {\n                return nil, err\n            }\n        }\n',
    )
  })

  it('says what could not be run here, and why, and keeps its row', () => {
    const why = 'It is not available here: no such cipher.'
    const cells = { smtps: notHere(why), submission: notHere(why) }
    const report = reportOf([
      row(['control', 'control', 'in order', 'RFC 5321'], { smtps: passed('delivered') }),
      row(['tls-null', 'versions', 'no cipher', 'RFC 9325'], cells),
      row(['tls-1-0', 'versions', 'old', 'RFC 8996'], {}),
    ])
    const text = lines(report).join('\n')
    expect(text).toContain(`\nNot run here\n  – ${why}\n      465 and 587: tls-null\n\n`)
    expect(text).toContain('\n tls-null ')
    const nothing = reportOf([row(['a', 'server', '', ''], { smtps: unproven('It delivers to nobody.') })])
    expect(lines(nothing).join('\n')).toContain(
      '\nWhat proves nothing\n  ? It delivers to nobody.\n      465: a\n\n',
    )
    expect(text).not.toContain('\n tls-1-0')
  })

  it('ends with one sentence, whether the client is proven', () => {
    expect(lines(carelessReport()).slice(-2)).toEqual([
      '✗ Failed: 8 of 13 checks failed and 1 hung, on 465, 587 and 2525; one more',
      '  proves nothing until it delivers to a healthy server on 25.',
    ])
    expect(lines(carefulReport()).slice(-2).join(' ')).toMatch(
      /^✓ Proven on 25, 465, 587 and 2525: all 16 checks /,
    )
  })

  it('names the rules that were applied, and what standards leave open', () => {
    const text = lines(carefulReport()).join('\n')
    expect(text).toContain(
      '\n  Today’s standards forget CN, and platforms still read it.\n  i reported\n      465, 587 and 2525: cert-cn-only\n',
    )
    expect(text).toContain('  · must (RFC 8314 §5.2): A client that has a password must prove the server')
  })

  it('leaves out the scenarios that were run nowhere', () => {
    const report = reportOf([
      row(['ran', 'server', 'one', ''], { relay: passed() }),
      row(['did-not', 'server', 'another', ''], {}),
    ])
    expect(lines(report).join('\n')).not.toContain('did-not')
  })

  it('says the same without colour as with it', () => {
    const coloured = terminalReport(carelessReport(), colours)
    expect(coloured.join('\n')).toContain('\u001B[31m✗')
    expect(stripVTControlCharacters(coloured.join('\n'))).toBe(lines(carelessReport()).join('\n'))
  })

  it('has no colour where NO_COLOR says so', () => {
    vi.stubEnv('NO_COLOR', '1')
    const report = terminalReport(carelessReport(), styleFor({ isTTY: true }, 'auto'))
    expect(report.join('\n')).not.toContain('\u001B')
  })

  it('is never wider than 80 columns with the longest of names and words, and stays straight', () => {
    const report = reportOf([
      row(['a-name-of-24-characters-x', 'server', 'one', ''], Object.fromEntries(profileNames.map((name) => [name, passed('delivered twice, silently')]))),
      row(['anamewithoutanyhyphensinit', 'server', 'two', ''], { smtps: passed('antidisestablishmentarianism') }),
    ]) // prettier-ignore
    const table = tableOf(report).split('\n')
    expect(Math.max(...table.map(columnsOf))).toBeLessThanOrEqual(80)
    const places = (line: string): number[] => [...line.matchAll(/[✓–]/g)].map(({ index }) => index)
    const marked = table.map(places).filter((found) => found.length > 0)
    expect(marked).toHaveLength(2)
    expect(marked[0]).toEqual(marked[1])
    expect(marked[0]).toHaveLength(4)
  })

  it('is never wider, and moves no cursor, whatever the client said', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = lines(report).filter((line) => !line.includes('docs/verify.md#'))
        for (const line of text) expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u)
        for (const line of tableOf(report).split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(80)
      }),
    )
  })
})
