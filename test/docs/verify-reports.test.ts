import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { formatNames } from '../../src/cli/reports/wanted-reports.ts'
import { styleFor } from '../../src/cli/print/style.ts'
import { summaryReport } from '../../src/cli/print/verify/summary-report.ts'
import { terminalReport } from '../../src/cli/print/verify/terminal-report.ts'
import { changesSince, readExpectation } from '../../src/verify/expectation.ts'
import { marks } from '../../src/model/verify-words/matrix.ts'
import { reportFormats } from '../../src/verify/reports/formats.ts'
import { carelessReport, failed, fault, passed, reportOf, row } from '../support/verify-report.ts'
import { codeBlocks, read } from './documents.ts'

const page = 'docs/verify-reports.md'
const file = fileURLToPath(new URL(`../../${page}`, import.meta.url))

describe('docs/verify-reports.md', () => {
  it('shows what the terminal does (`npx vitest run test/docs/verify-reports.test.ts -u` writes it)', async () => {
    const shown = [summaryReport, terminalReport].map((report) =>
      report(carelessReport(), styleFor({}, 'never')).join('\n'),
    )
    const written = read(page).replace(/(?<=```text\n)[\s\S]*?(?=```)/g, () => `${shown.shift()}\n`)
    await expect(written).toMatchFileSnapshot(file)
  })

  it('has every form, and says of each what it is for', () => {
    const rows = [...read(page).matchAll(/^\| `(\w+)` +\| (.*?) +\|$/gm)].map(([, name, text]) => [
      name,
      text,
    ])
    expect(rows.map(([name]) => name)).toEqual(formatNames)
    expect(rows.slice(1)).toEqual(reportFormats.map(({ name, purpose }) => [name, purpose]))
  })

  it('names every mark', () => {
    const named = [...(/The marks: ([\s\S]*?)\n\n/.exec(read(page))?.[1] ?? '').matchAll(/`(.)`/gu)]
    expect(named.map(([, mark]) => mark)).toEqual(Object.values(marks))
  })

  it('shows an expectation as it is written, and a change as it is told', () => {
    const [block] = codeBlocks(page).filter(({ language }) => language === 'json')
    const expected = readExpectation(block?.code ?? '', page)
    const cert = ['cert-expired', 'identity', 'an expired certificate', 'RFC 5280'] as const
    const accepted = failed('accepted', [fault('password-to-unproven-server', 'It logged in.')])
    expect(changesSince(expected, reportOf([row(cert, { smtps: passed(), submission: accepted })]))).toEqual(
      [],
    )
    const before = { 'cert-expired': { submission: 'passed: reported' } }
    const [line = ''] = changesSince(before, reportOf([row(cert, { submission: accepted })]))
    expect(read(page)).toContain(`\`${line}\``)
  })
})
