import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { jsonFormat } from '../../../src/verify/reports/json.ts'
import { carefulReport, carelessReport } from '../../support/verify-report.ts'
import { anyReport } from './support/any-report.ts'
import { verifySchema } from './support/verify-schema.ts'

const file = fileURLToPath(new URL('../../../verify.schema.json', import.meta.url))

describe('verify.schema.json', () => {
  it('is what the model says (`npx vitest run test/verify/reports/json.test.ts -u` writes it)', async () => {
    const text = JSON.stringify(verifySchema())
    const page = await format(text, { ...(await resolveConfig(file)), parser: 'json' })
    await expect(page).toMatchFileSnapshot(file)
  })

  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(JSON.stringify(verifySchema())) as object,
  )
  const errors = (report: unknown): unknown => (validate(report) ? null : validate.errors)

  it.each([
    ['that proves a client', carefulReport()],
    ['that does not', carelessReport()],
  ])('fits a report %s', (_what, report) => {
    expect(errors(JSON.parse(jsonFormat.write(report)))).toBeNull()
  })

  it.each([
    ['version', 2],
    ['verified', 'yes'],
    ['ports', [{ profile: 'submissionAlt', number: 2525, tls: 'starttls' }]],
    ['cells', carefulReport().cells.map((cell) => ({ ...cell, rule: undefined }))],
    ['cells', carefulReport().cells.map((cell) => ({ ...cell, verdict: 'fine' }))],
  ])('fits no report with a wrong %s', (field, value) => {
    expect(errors({ ...carefulReport(), [field]: value })).not.toBeNull()
  })

  it('fits what is written of any report, and nothing of it is lost', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = jsonFormat.write(report)
        expect(errors(JSON.parse(text))).toBeNull()
        expect(JSON.parse(text)).toEqual(report)
        // A file is UTF-8, in which there is no half of a character.
        expect(JSON.parse(Buffer.from(text).toString())).toEqual(report)
        expect(text).not.toMatch(/[^\P{Cc}\n]/u)
      }),
    )
  })
})
