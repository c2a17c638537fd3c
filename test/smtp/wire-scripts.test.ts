import { describe, expect, it } from 'vitest'
import { startEngine } from '../support/smtp-bench.ts'
import { arrive, cuts, play, ways } from '../support/wire-script.ts'
import { transactions } from '../support/wire-scripts/transactions.ts'

describe.each(ways)('on the %s port', (way) => {
  describe.each(cuts)('played %s', (cut) => {
    it.each(Object.keys(transactions))('%s', async (name) => {
      const { script = '', messages = [] } = transactions[name] ?? {}
      await using server = await startEngine()
      const wire = await arrive(server, way)
      await play(wire, script, cut)
      wire.end()
      const record = await server.session()
      expect(server.messages.map((message) => message.raw.toString('latin1'))).toEqual(messages)
      expect(record.messages).toEqual(server.messages.map((message) => message.id))
      expect(server.errors).toEqual([])
    })
  })
})
