import { describe, expect, it } from 'vitest'
import { authMechanisms, knownMechanisms } from '../../src/model/mechanisms.ts'
import { profiles } from '../../src/model/port-profile.ts'
import { redactCommand } from '../../src/protocol/redact.ts'
import { startEngine } from '../support/smtp-bench.ts'
import { Wire } from '../support/wire.ts'

const names = [...knownMechanisms.keys()]
const secret = Buffer.from('\0ann\0hunter2').toString('base64')

describe('a SASL mechanism that is known by name', () => {
  it('is shown by that name in a command, with nothing that came after it', () => {
    expect(names.map((name) => redactCommand(`AUTH ${name} ${secret}`))).toEqual(
      names.map((name) => `AUTH ${name} …`),
    )
  })

  it('is named in the record of a session that tried it in vain', async () => {
    await using server = await startEngine({ users: { ann: 'another' } })
    const wire = await Wire.openTls(server.ports.smtps)
    await wire.reply()
    await wire.command('EHLO client.test')
    const unspoken = names.filter((name) => !(authMechanisms as readonly string[]).includes(name))
    for (const name of unspoken) await wire.command(`AUTH ${name} ${secret}`)
    await wire.command('QUIT')
    const { entries } = await server.session()
    const tried = entries.flatMap((entry) => (entry.kind === 'auth' ? [entry.mechanism] : []))
    expect(tried).toEqual(unspoken)
  })

  it('is offered where Fourport speaks it and AUTH is not off', () => {
    for (const { auth, mechanisms } of Object.values(profiles)) {
      expect(mechanisms).toEqual(auth === 'off' ? [] : authMechanisms)
    }
  })
})
