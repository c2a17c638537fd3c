import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startEngine } from '../support/smtp-bench.ts'
import { formsOf, spellings, user } from '../support/secret-spellings.ts'
import { cuts } from '../support/wire-script.ts'
import { Wire } from '../support/wire.ts'

// Long and of no word, so that it stands in a record for no other reason.
const secretOf = fc
  .string({
    unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'),
    minLength: 12,
    maxLength: 24,
  })
  .map((text) => `${text}7Q`)

const ports = ['relay', 'submission', 'smtps', 'starttls', 'clear-on-smtps'] as const

describe.each(ports)('a secret sent to %s', (port) => {
  it.each(cuts)('stands in no record (%s)', async (cut) => {
    await using server = await startEngine({ users: { [user]: 'other' } })
    const name = port === 'starttls' ? 'submission' : port === 'clear-on-smtps' ? 'smtps' : port
    let count = 0
    await fc.assert(
      fc.asyncProperty(secretOf, fc.constantFrom(...spellings), async (secret, spell) => {
        const clear =
          port === 'relay' || port === 'submission' || port === 'clear-on-smtps' || port === 'starttls'
        const wire = clear ? await Wire.open(server.ports[name]) : await Wire.openTls(server.ports[name])
        if (port !== 'clear-on-smtps') {
          await wire.reply()
          await wire.command('EHLO client.test')
        }
        if (port === 'starttls') {
          await wire.command('STARTTLS')
          await wire.startTls()
          await wire.command('EHLO client.test')
        }
        await wire.writeCut(`${spell(secret)}\r\nQUIT\r\n`, cut)
        wire.end()
        await wire.rest()
        count++
        await server.session(() => server.sessions.length >= count)
        const record = JSON.stringify(server.sessions).toLowerCase()
        for (const form of formsOf(secret)) expect(record).not.toContain(form)
      }),
      { numRuns: 40 },
    )
    expect(server.errors).toEqual([])
  })
})
