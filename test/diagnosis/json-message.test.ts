import { expect, test } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { headerCases } from './cases/header.ts'

test('a message that is JSON is called JSON, with the header to write', () => {
  const { record } = headerCases.find(({ says }) => says === 'JSON')!
  const [finding] = diagnose(record).findings
  expect(finding?.saw).toMatch(/^The message is JSON/)
  expect(finding?.fix).toMatch(/`From: app@example\.com`.*an empty line/)
})
