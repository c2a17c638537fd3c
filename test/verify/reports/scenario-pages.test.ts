import { describe, expect, it } from 'vitest'
import { junitFormat } from '../../../src/verify/reports/junit.ts'
import { markdownFormat } from '../../../src/verify/reports/markdown.ts'
import { inPackage } from '../../../src/verify/reports/scenario-pages.ts'
import { scenarioDocs } from '../../../src/verify/scenario-docs.ts'
import { carelessReport } from '../../support/verify-report.ts'

const report = carelessReport()
const withPages = {
  ...report,
  scenarios: report.scenarios.map((scenario) => ({ ...scenario, docs: scenarioDocs(scenario.name) })),
}

describe('the page of a scenario', () => {
  it('is named in Markdown with what failed there, within the package: a comment is read elsewhere', () => {
    const text = markdownFormat.write(withPages)
    expect(text).toContain(
      'What the servers do, in the package: `docs/scenarios/cert-expired.md`, `docs/scenarios/cert-self-signed.md`\n',
    )
    expect(text).not.toContain(scenarioDocs('cert-expired'))
    expect(text).not.toContain('docs/scenarios/control.md')
  })

  it('is named in JUnit with each failure', () => {
    const text = junitFormat.write(withPages)
    expect(text).toContain('What the server does: docs/scenarios/starttls-absent.md')
    expect(text).not.toContain(scenarioDocs('starttls-absent'))
  })

  it('is left out where a report of an earlier version has none', () => {
    for (const format of [markdownFormat, junitFormat])
      expect(format.write(report)).not.toMatch(/What the servers? do/)
  })

  it.each([
    ['/usr/lib/node_modules/fourport/docs/scenarios/good.md'],
    ['C:\\docs\\scenarios\\fourport\\docs\\scenarios\\good.md'],
  ])('is the same wherever the package is: %s', (docs) => {
    expect(inPackage(docs)).toBe('docs/scenarios/good.md')
  })
})
