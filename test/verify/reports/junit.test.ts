import * as fc from 'fast-check'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { spawnSync } from '../../support/programs/processes.ts'
import { whyNot } from '../../support/programs/programs.ts'
import type { VerifyReport } from '../../../src/model/verify.ts'
import { junitFormat } from '../../../src/verify/reports/junit.ts'
import { printable } from '../../../src/verify/reports/printable.ts'
import { carefulReport, carelessReport } from '../../support/verify-report.ts'
import { anyReport } from './support/any-report.ts'

const schema = fileURLToPath(new URL('support/junit.rng', import.meta.url))

/** What xmllint says of some documents; '' of what is in order. */
function complaints(documents: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'fourport-junit-'))
  try {
    const files = documents.map((document, index) => {
      const file = join(folder, `${index}.xml`)
      writeFileSync(file, document)
      return file
    })
    const { status, stderr, error } = spawnSync(
      'xmllint',
      ['--noout', '--nonet', '--relaxng', schema, ...files],
      { encoding: 'utf8' },
    )
    if (error) throw error
    return status === 0 ? '' : stderr
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Elements in order, as Expat reads them: name, attributes, text. */
type Element = readonly [name: string, attributes: Readonly<Record<string, string>>, text: string]

function parsed(documents: readonly string[]): readonly (readonly Element[])[] {
  const script = `
import json, sys, xml.etree.ElementTree as tree
print(json.dumps([[[e.tag, e.attrib, e.text or ''] for e in tree.fromstring(document.encode()).iter()] for document in json.load(sys.stdin)]))`
  const { stdout, stderr, status } = spawnSync('python3', ['-c', script], {
    input: JSON.stringify(documents),
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as (readonly Element[])[]
}

const named = (elements: readonly Element[], name: string): readonly Element[] =>
  elements.filter(([tag]) => tag === name)

describe.skipIf(whyNot('xmllint', 'python') !== null)('the report in JUnit’s XML', () => {
  it('has the shape that its readers have in common, whatever the client said', () => {
    const reports = [carefulReport(), carelessReport(), ...fc.sample(anyReport, 150)]
    expect(complaints(reports.map(junitFormat.write))).toBe('')
  })

  it('is read as what was written', () => {
    const reports = fc.sample(anyReport, 150)
    const written = parsed(reports.map(junitFormat.write))
    reports.forEach((report, index) => expectRead(report, written[index]!))
  })

  it('counts what failed, what hung and what was not run', () => {
    const [elements = []] = parsed([junitFormat.write(carelessReport())])
    expect(elements[0]?.[1]).toMatchObject({ tests: '24', failures: '8', errors: '1' })
    const suites = named(elements, 'testsuite').map(([, { name, failures, errors, skipped }]) => [
      name,
      failures,
      errors,
      skipped,
    ])
    expect(suites).toEqual([
      ['25 relay', '0', '0', '6'],
      ['465 smtps', '2', '0', '1'],
      ['587 submission', '3', '1', '1'],
      ['2525 submission-alt', '3', '0', '2'],
    ])
    expect(named(elements, 'failure')).toHaveLength(8)
    expect(named(elements, 'skipped')).toHaveLength(10)
  })

  it('says in a failure the rule that was applied, what was wrong and what to write', () => {
    const [elements = []] = parsed([junitFormat.write(carelessReport())])
    const [, { type, message } = {}, text = ''] = named(elements, 'failure')[0]!
    expect(type).toBe('password-to-unproven-server')
    expect(message).toBe('It logged in at a server whose certificate proves nothing.')
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'Rule: must (RFC 8314 §5.2): A client that has a password must prove the server first.',
        "tls: { ca: readFileSync('ca.pem') }",
      ]),
    )
  })
})

/** Each cell is a test of its own with its client's output, and nothing is there that was not written. */
function expectRead(report: VerifyReport, elements: readonly Element[]): void {
  const cells = report.ports.flatMap(({ profile }) => report.cells.filter((cell) => cell.profile === profile))
  const titles = new Map(report.scenarios.map(({ name, title }) => [name, title]))
  expect(named(elements, 'testcase').map(([, { name }]) => name)).toEqual(
    cells.map(({ scenario }) =>
      printable(`${scenario}${titles.get(scenario) === '' ? '' : `: ${titles.get(scenario)}`}`),
    ),
  )
  const outputs = cells.flatMap(({ end }) =>
    end === null || end.output === '' ? [] : [printable(end.output)],
  )
  expect(named(elements, 'system-out').map(([, , text]) => text)).toEqual(outputs)
  expect(named(elements, 'property').filter(([, { name }]) => name === 'client')[0]?.[1]['value']).toBe(
    printable(report.client),
  )
}
