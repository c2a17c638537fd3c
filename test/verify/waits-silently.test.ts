import { expect, it } from 'vitest'
import { cellsInWords, nodeClient, verified } from './support/run-verify.ts'

it('a client that refuses a certificate without an alert, and waits for the server to hang up, has reported it', async () => {
  const report = await verified(['cert-expired'], nodeClient('waits-silently'), {
    ports: ['smtps', 'submission'],
    limitMs: 12_000,
  })
  expect(cellsInWords(report)).toEqual([
    'good smtps passed: delivered',
    'good submission passed: delivered',
    'cert-expired smtps passed: reported',
    'cert-expired submission passed: reported',
  ])
})
