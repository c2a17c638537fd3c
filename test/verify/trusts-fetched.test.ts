import { describe, expect, it } from 'vitest'
import { cellOf, cellsInWords, nodeClient, verified } from './support/run-verify.ts'

const ports = ['smtps', 'submission'] as const
const unproven = ['cert-self-signed', 'cert-unknown-ca', 'cert-wrong-host']

describe('a client that trusts the certificate that it has fetched from the server itself', () => {
  it.each(['first', 'then'])('has trusted any server: it fetches %s', async (when) => {
    const report = await verified(unproven, nodeClient('trusts-fetched', {}, when), { ports: [...ports] })
    console.log(
      when,
      cellsInWords(report).join('\n'),
      report.cells.map((c) => c.connections + JSON.stringify(c.exposed) + c.end?.output).join('\n'),
    )
  })
  it('none', async () => {
    const report = await verified(unproven, nodeClient('trusts-fetched', {}, 'none'), { ports: [...ports] })
    console.log(cellsInWords(report).join('\n'), cellOf(report, 'good', 'smtps').end)
  })
})
