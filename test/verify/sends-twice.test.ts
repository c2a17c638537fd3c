import { describe, expect, it } from 'vitest'
import { cellOf, nodeClient, verified } from './support/run-verify.ts'

const ports = ['smtps', 'submission'] as const

describe('a client that sends each mail twice', () => {
  it.each([
    ['one-connection', 'The same message was accepted twice for one recipient.'],
    ['two-connections', 'The same message was accepted twice for one recipient.'],
    ['written-anew', 'The same message was accepted twice for one recipient.'],
    ['different', '2 messages were accepted for one recipient, in a run that must send one.'],
  ])('is told so at a healthy server: %s', async (how, summary) => {
    const report = await verified(['good'], nodeClient('sends-twice', {}, how), { ports })
    for (const profile of ports) {
      const cell = cellOf(report, 'good', profile)
      expect(cell).toMatchObject({ verdict: 'failed', words: 'sent twice', delivered: 2 })
      expect(cell.faults).toMatchObject([{ code: 'delivered-twice', summary }])
    }
  })

  it.each(['quoted', 'escaped', 'source-route'])(
    'is told so however it writes its recipient the second time: %s',
    async (how) => {
      const to = ['ada@example.org']
      const report = await verified(['good'], nodeClient('sends-twice', {}, how), {
        ports: ['submission'],
        to,
      })
      expect(cellOf(report, 'good', 'submission')).toMatchObject({ verdict: 'failed', words: 'sent twice' })
    },
  )

  it('and elsewhere where envelope and body are the same, whatever its Message-ID is', async () => {
    const names = ['byte-by-byte', 'quit-421', 'tls-1-2']
    for (const [how, verdict] of [
      ['written-anew', 'failed'],
      ['different', 'passed'],
    ] as const) {
      const report = await verified(names, nodeClient('sends-twice', {}, how), { ports: ['submission'] })
      for (const name of names)
        expect([name, cellOf(report, name, 'submission').verdict]).toEqual([name, verdict])
    }
  })

  it('but one that names its recipient twice in one envelope does not', async () => {
    const client = nodeClient('sends-twice', { SMTP_TO: '{to},{to}' }, 'once')
    const report = await verified(['good'], client, { ports: ['submission'] })
    expect(cellOf(report, 'good', 'submission')).toMatchObject({ verdict: 'passed', delivered: 1 })
  })
})
