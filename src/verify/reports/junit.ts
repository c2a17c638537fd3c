import type { VerifyCell, VerifyPort, VerifyReport, VerifyScenario } from '../../model/verify.ts'
import { cellFacts } from '../../model/verify-words/cell-facts.ts'
import { conclusionOf, isFailure, isOpen } from '../../model/verify-words/conclusion.ts'
import { fixTitle } from '../../model/verify-words/fault-titles.ts'
import { severityOf } from '../../model/verify-words/severity.ts'
import { causeTitles } from './causes.ts'
import type { ReportFormat } from './report-format.ts'
import { inPackage } from './scenario-pages.ts'
import { element, text, type Xml } from './xml.ts'

/** JUnit's XML as Surefire writes it, and Jenkins, GitLab and Azure read it: a suite a port, a test a scenario. */
export const junitFormat: ReportFormat = {
  name: 'junit',
  purpose: 'XML for Jenkins, GitLab and others',
  write(report) {
    const suites = report.ports.map((port) => suite(report, port))
    const cells = report.cells.filter(({ profile }) => report.ports.some((port) => port.profile === profile))
    const { failures, errors } = counts(cells)
    const root = element(
      'testsuites',
      { name: 'fourport verify', tests: cells.length, failures, errors, time: seconds(report.durationMs) },
      suites,
    )
    return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
  },
}

function suite(report: VerifyReport, { profile, number, tls }: VerifyPort): Xml {
  const cells = report.cells.filter((cell) => cell.profile === profile)
  const causeOf = causeTitles(report)
  const scenarios = new Map(report.scenarios.map((scenario) => [scenario.name, scenario]))
  const properties = {
    client: report.client,
    fourport: report.fourport,
    tls,
    catalogue: String(report.catalogue ?? ''),
    conclusion: conclusionOf(report).sentence,
    ...(report.notes !== undefined && { notes: report.notes.join(' ') }),
  }
  return element(
    'testsuite',
    {
      name: `${number} ${profile}`,
      tests: cells.length,
      ...counts(cells),
      skipped: cells.filter(({ verdict }) => verdict === 'skipped' || verdict === 'unproven').length,
      time: seconds(cells.reduce((sum, { durationMs }) => sum + durationMs, 0)),
      // Surefire's form has neither fractions nor a zone.
      timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(report.startedAt)?.[0] ?? null,
    },
    [
      element(
        'properties',
        {},
        Object.entries(properties).map(([name, value]) => element('property', { name, value }, [])),
      ),
      ...cells.map((cell) => testCase(cell, scenarios.get(cell.scenario), number, causeOf)),
    ],
  )
}

function testCase(
  cell: VerifyCell,
  scenario: VerifyScenario | undefined,
  port: number,
  causeOf: ReturnType<typeof causeTitles>,
): Xml {
  const title = scenario === undefined || scenario.title === '' ? '' : `: ${scenario.title}`
  const output = cell.end?.output ?? ''
  return element(
    'testcase',
    {
      name: `${cell.scenario}${title}`,
      // Readers make folders of the dots.
      classname: `fourport.verify.${port}.${scenario?.group ?? 'control'}`,
      time: seconds(cell.durationMs),
    },
    [
      ...outcome(cell, scenario, causeOf),
      ...(output === '' ? [] : [element('system-out', {}, [text(output)])]),
      // Only what is no failure has its facts elsewhere than in the failure.
      ...(isOpen(cell) || cell.manners !== undefined
        ? [element('system-err', {}, [text(factLines(cell))])]
        : []),
    ],
  )
}

/** Where its scenario is described, within the package: a report is read elsewhere too. */
function pageLine(scenario: VerifyScenario | undefined): readonly string[] {
  return scenario?.docs === undefined ? [] : [`What the server does: ${inPackage(scenario.docs)}`]
}

/** A passed test says nothing. What hung is an error, what failed a failure, what was not proven is skipped. */
function outcome(
  cell: VerifyCell,
  scenario: VerifyScenario | undefined,
  causeOf: ReturnType<typeof causeTitles>,
): readonly Xml[] {
  const message = cell.faults[0]?.summary ?? cell.words
  if (isFailure(cell)) {
    const type = cell.faults[0]?.code ?? cell.verdict
    return [
      element(cell.verdict === 'hung' ? 'error' : 'failure', { type, message }, [
        text([...causeLines(cell, causeOf), factLines(cell), ...pageLine(scenario)].join('\n')),
      ]),
    ]
  }
  if (cell.known !== undefined) {
    const { reason, until } = cell.known
    return [element('skipped', { message: `${message} Known until ${until}: ${reason}` }, [])]
  }
  if (cell.verdict !== 'skipped' && cell.verdict !== 'unproven') return []
  return [element('skipped', { message: cell.why ?? cell.words }, [])]
}

/** `Cause (exposure): The client does not check the server’s certificate`, each once. */
function causeLines(cell: VerifyCell, causeOf: ReturnType<typeof causeTitles>): readonly string[] {
  const lines = cell.faults.map(({ code }) => `Cause (${severityOf(code)}): ${causeOf(cell, code) ?? code}`)
  return [...new Set(lines)]
}

function factLines(cell: VerifyCell): string {
  const fixes = cell.faults.flatMap(({ fix }) => (fix === null ? [] : [`${fixTitle(fix)}:\n${fix.code}`]))
  return [...cellFacts(cell).map(([name, words]) => `${name}: ${words}`), ...fixes].join('\n')
}

function counts(cells: readonly VerifyCell[]): { failures: number; errors: number } {
  const failures = cells.filter(isFailure)
  const errors = failures.filter(({ verdict }) => verdict === 'hung').length
  return { failures: failures.length - errors, errors }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}
