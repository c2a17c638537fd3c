import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { type MatrixReport, matrixReportVersion } from '../../../src/model/verify-matrix.ts'
import { matrixFormats } from '../../../src/verify/matrix/matrix-formats.ts'
import { carefulReport, carelessReport } from '../../support/verify-report.ts'
import { anyReport } from '../reports/support/any-report.ts'
import { matrixReportSchema } from '../reports/support/verify-schema.ts'

const file = fileURLToPath(new URL('../../../verify-matrix-report.schema.json', import.meta.url))
const problem = { code: 'CLIENT_SETUP_FAILED', message: 'The setup failed.', help: 'Run it by hand.' }

const reportOf = (clients: MatrixReport['clients']): MatrixReport => ({
  version: matrixReportVersion,
  fourport: '0.1.0',
  catalogue: 1,
  startedAt: '2026-12-02T12:00:00.000Z',
  durationMs: 1000,
  clients,
  verified: false,
})
const all = reportOf([
  { name: 'careful', version: '7.0.3', outcome: 'proven', report: carefulReport(), problem: null },
  { name: 'careless', version: null, outcome: 'failed', report: carelessReport(), problem: null },
  { name: 'absent', version: null, outcome: 'not-run', report: null, problem },
])

describe('verify-matrix-report.schema.json', () => {
  it('is what the model says (`npx vitest run test/verify/matrix/report-schema.test.ts -u` writes it)', async () => {
    const text = JSON.stringify(matrixReportSchema())
    const page = await format(text, { ...(await resolveConfig(file)), parser: 'json' })
    await expect(page).toMatchFileSnapshot(file)
  })

  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(JSON.stringify(matrixReportSchema())) as object,
  )
  const errors = (report: unknown): unknown => (validate(report) ? null : validate.errors)
  const written = (report: MatrixReport): string =>
    matrixFormats.find(({ name }) => name === 'json')!.write(report)

  it('fits a report of clients that were run, and of one that was not', () => {
    expect(errors(JSON.parse(written(all)))).toBeNull()
  })

  it.each([
    ['version', 2],
    ['clients', [{ ...all.clients[0], outcome: 'fine' }]],
    ['clients', [{ ...all.clients[0], report: { ...carefulReport(), cells: null } }]],
    ['clients', [{ ...all.clients[2], problem: { code: 'CLIENT_SETUP_FAILED' } }]],
    ['clients', [{ ...all.clients[0], name: undefined }]],
    ['verified', undefined],
  ])('fits no report with a wrong %s', (field, value) => {
    expect(errors(JSON.parse(JSON.stringify({ ...all, [field]: value })))).not.toBeNull()
  })

  it('fits what is written of any client, and nothing of it is lost', () => {
    fc.assert(
      fc.property(anyReport, fc.string(), fc.option(fc.string()), (report, name, version) => {
        const whole = reportOf([{ name, version, outcome: 'open', report, problem: null }])
        expect(errors(JSON.parse(written(whole)))).toBeNull()
        expect(JSON.parse(written(whole))).toEqual(whole)
      }),
    )
  })
})
