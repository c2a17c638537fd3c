import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { VerifyReport } from '../../../src/model/verify.ts'
import { isFailure } from '../../../src/model/verify-words/conclusion.ts'
import { sarifFormat } from '../../../src/verify/reports/sarif.ts'
import { scriptOf } from '../../../src/verify/reports/sarif.ts'
import { carefulReport, carelessReport } from '../../support/verify-report.ts'
import { anyReport } from './support/any-report.ts'

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly message: { readonly text: string }
  readonly locations: readonly [{ readonly physicalLocation?: object; readonly logicalLocations: readonly object[] }]
  readonly partialFingerprints: Readonly<Record<string, string>>
} // prettier-ignore

interface Run {
  readonly tool: {
    readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string }[] }
  }
  readonly results: readonly Result[]
}

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
addFormats.default(ajv)
const validate = ajv.compile(
  JSON.parse(readFileSync(new URL('support/sarif.schema.json', import.meta.url), 'utf8')) as object,
)

function written(report: VerifyReport): Run {
  const log = JSON.parse(sarifFormat.write(report)) as { readonly runs: readonly [Run] }
  expect(validate(log) ? null : validate.errors).toBeNull()
  return log.runs[0]
}

describe('the report as SARIF', () => {
  it('has a result for each fault of each cell that failed, and none of another', () => {
    const report = carelessReport()
    const { results, tool } = written(report)
    const faults = report.cells.filter(isFailure).flatMap(({ faults }) => faults)
    expect(results.map(({ ruleId }) => ruleId)).toEqual(faults.map(({ code }) => code))
    expect(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]?.id)).toEqual(
      results.map(({ ruleId }) => ruleId),
    )
  })

  it('has a link to the page of each rule, and of the scenario of each result', () => {
    const report = carelessReport()
    const docs = fileURLToPath(new URL('../../../docs/scenarios/cert-expired.md', import.meta.url))
    const scenarios = report.scenarios.map((one) => (one.name === 'cert-expired' ? { ...one, docs } : one))
    const { results, tool } = written({ ...report, scenarios })
    for (const { id, helpUri } of tool.driver.rules)
      expect(helpUri).toMatch(new RegExp(`^file:///.*/docs/verify\\.md#${id}$`))
    expect(results[0]).toMatchObject({
      properties: {
        severity: 'exposure',
        cause: 'The client does not check the server’s certificate',
        scenarioPage: pathToFileURL(docs).href,
      },
    })
  })

  it('has none of a client that is proven', () => {
    expect(written(carefulReport()).results).toEqual([])
  })

  it('says what was seen, the rule that was applied and what to write, beside the file that the command names', () => {
    const [result] = written(carelessReport()).results
    expect(result?.message.text.split('\n')).toEqual([
      'It logged in at a server whose certificate proves nothing. (port 465, cert-expired)',
      'Rule: must (RFC 8314 §5.2): A client that has a password must prove the server first.',
      'TLS and login: STARTTLS, TLSv1.3, AUTH PLAIN',
      'Delivered: 1',
      'Reported: not needed',
      'End: exit code 0',
      'Connections: 1',
      'Sessions: session-1',
      'What to write, in nodemailer:',
      "tls: { ca: readFileSync('ca.pem') }",
    ])
    expect(result?.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'send.mjs' },
      region: { startLine: 1 },
    })
  })

  it('is recognised from run to run by the cell and the fault alone', () => {
    const prints = (report: VerifyReport): unknown =>
      written(report).results.map(({ partialFingerprints }) => partialFingerprints)
    const later = carelessReport()
    const cells = later.cells.map((cell) => ({
      ...cell,
      sessions: ['another'],
      durationMs: 1,
      connections: 3,
    }))
    expect(prints({ ...later, cells })).toEqual(prints(carelessReport()))
    expect(
      new Set(written(later).results.map((result) => Object.values(result.partialFingerprints)[0])).size,
    ).toBe(written(later).results.length)
  })

  it('keeps its shape whatever the client said', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { results } = written(report)
        expect(results).toHaveLength(report.cells.filter(isFailure).flatMap(({ faults }) => faults).length)
        expect(sarifFormat.write(report)).not.toMatch(/[^\P{Cc}\n]/u)
        for (const { message } of results) expect(message.text).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}/u)
      }),
    )
  })
})

describe('the file that a command names', () => {
  it.each([
    ['node send.mjs', 'send.mjs'],
    ['node --test ./test/mail.test.ts', 'test/mail.test.ts'],
    ['python3 -m mailer src/send.py --now', 'src/send.py'],
    ["sh -c 'php bin/send.php'", 'bin/send.php'],
    ['swaks --to a@b.test', null],
    ['node /srv/app/send.mjs', null],
    ['node ../send.mjs', null],
    ['node a/../../send.mjs', null],
    ['node javascript:alert(1).js', null],
    ['', null],
  ])('of `%s` is %j', (command, file) => {
    expect(scriptOf(command)).toBe(file)
  })
})
