import type { VerifyCell, VerifyFault, VerifyFaultCode, VerifyReport } from '../../model/verify.ts'
import type { graveSeverities } from '../../model/judgement.ts'
import { cellFacts } from '../../model/verify-words/cell-facts.ts'
import { isFailure } from '../../model/verify-words/conclusion.ts'
import { faultTitles, fixTitle } from '../../model/verify-words/fault-titles.ts'
import { severityOf } from '../../model/verify-words/severity.ts'
import { pathToFileURL } from 'node:url'
import { faultDocs } from '../fault-docs.ts'
import { causeTitles } from './causes.ts'
import { jsonText } from './json.ts'
import { inOneLine, printable } from './printable.ts'
import type { ReportFormat } from './report-format.ts'

/** SARIF 2.1.0, for lists of findings in code: only what failed. */
export const sarifFormat: ReportFormat = {
  name: 'sarif',
  purpose: 'SARIF 2.1.0 for code scanning; only what failed',
  write: (report) => jsonText(sarifLog(report)),
}

/** One fault of one cell. */
interface Result {
  readonly code: VerifyFaultCode
  readonly cell: VerifyCell
  readonly fault: VerifyFault
}

function sarifLog(report: VerifyReport): object {
  const results = report.cells
    .filter(isFailure)
    .flatMap((cell) => cell.faults.map((fault): Result => ({ code: fault.code, cell, fault })))
  const causeOf = causeTitles(report)
  const codes = [...new Set(results.map(({ code }) => code))]
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Fourport',
            version: printable(report.fourport),
            rules: codes.map(rule),
          },
        },
        automationDetails: { id: 'fourport-verify/' },
        columnKind: 'utf16CodeUnits',
        ...notesOf(report),
        results: results.map((result) =>
          sarifResult(report, result, codes.indexOf(result.code), causeOf(result.cell, result.code)),
        ),
      },
    ],
  }
}

/** What to know of the run itself. */
function notesOf({ notes = [] }: VerifyReport): object {
  if (notes.length === 0) return {}
  const said = notes.map((note) => ({ level: 'warning', message: { text: inOneLine(note) } }))
  return { invocations: [{ executionSuccessful: true, toolExecutionNotifications: said }] }
}

function rule(code: VerifyFaultCode): object {
  return {
    id: code,
    shortDescription: { text: `${faultTitles[code]}.` },
    helpUri: fileUri(faultDocs(code)),
    help: { text: `${faultTitles[code]}. Explained in docs/verify.md of the package, “${code}”.` },
    defaultConfiguration: { level: levelOf(code) },
    properties: { tags: tagsOf(code), severity: severityOf(code), ...securityOf(code) },
  }
}

/** Of a page of the installed package, with its anchor. */
function fileUri(docs: string): string {
  const [path = '', anchor] = docs.split('#')
  return `${pathToFileURL(path).href}${anchor === undefined ? '' : `#${anchor}`}`
}

/** Where the scenario is described. */
function pageOf({ scenarios }: VerifyReport, cell: VerifyCell): object {
  const docs = scenarios.find(({ name }) => name === cell.scenario)?.docs
  return docs === undefined ? {} : { scenarioPage: fileUri(docs) }
}

/** A false alarm loses nothing. */
function levelOf(code: VerifyFaultCode): (typeof graveSeverities)[number] {
  return severityOf(code) === 'false-alarm' ? 'warning' : 'error'
}

/** What GitHub sorts alerts about security by: a number as of CVSS, from 7 on high, from 9 on critical. */
function securityOf(code: VerifyFaultCode): object {
  if (severityOf(code) !== 'exposure') return {}
  return { 'security-severity': code === 'password-unencrypted' ? '9.1' : '7.5' }
}

function sarifResult(
  report: VerifyReport,
  { code, cell, fault }: Result,
  ruleIndex: number,
  cause: string | undefined,
): object {
  const port = report.ports.find(({ profile }) => profile === cell.profile)
  const place = `port ${port?.number ?? cell.profile}, ${cell.scenario}`
  const script = scriptOf(report.client)
  return {
    ruleId: code,
    ruleIndex,
    level: levelOf(code),
    message: { text: messageText(place, cell, fault) },
    locations: [
      {
        ...(script === null
          ? {}
          : { physicalLocation: { artifactLocation: { uri: script }, region: { startLine: 1 } } }),
        logicalLocations: [
          {
            name: inOneLine(cell.scenario),
            fullyQualifiedName: `${cell.profile}/${inOneLine(cell.scenario)}`,
            kind: 'resource',
          },
        ],
      },
    ],
    // What makes it the same failure as in an earlier run.
    partialFingerprints: { 'fourportCell/v1': `${code}/${cell.profile}/${inOneLine(cell.scenario)}` },
    properties: {
      severity: severityOf(code),
      ...(cause !== undefined && { cause: inOneLine(cause) }),
      ...pageOf(report, cell),
    },
  }
}

function messageText(place: string, cell: VerifyCell, { summary, fix }: VerifyFault): string {
  return [
    `${inOneLine(summary)} (${inOneLine(place)})`,
    ...cellFacts(cell)
      .filter(([name]) => name !== 'Wrong')
      .map(([name, words]) => `${name}: ${inOneLine(words)}`),
    ...(fix === null ? [] : [`${inOneLine(fixTitle(fix))}:`, printable(fix.code)]),
  ].join('\n')
}

/** Exposure and weak TLS are of security; the others are of mail that is lost, or doubled. */
function tagsOf(code: VerifyFaultCode): readonly string[] {
  return /-unencrypted$|-to-unproven-server$|^injected-|^weak-|^login-/.test(code)
    ? ['security', 'smtp']
    : ['reliability', 'smtp']
}

/** Files that programs are written in, and builds are started with. */
const script =
  /^(?:\.\/)?(?![./-])(?:[\w@.+-]+\/)*[\w@.+-]+\.(?:[cm]?[jt]sx?|py|rb|php|pl|go|rs|java|kt|scala|cs|exs?|lua|sh|ps1)$/

/**
 * The file that a command names, relative to where it is run: `node src/send.mjs` → `src/send.mjs`; null: it names none.
 * Code scanning shows a result beside a file, and this is the one that somebody will open.
 */
export function scriptOf(command: string): string | null {
  const found = command.split(/[\s"']+/).find((word) => script.test(word) && !word.split('/').includes('..'))
  return found?.replace(/^\.\//, '') ?? null
}
