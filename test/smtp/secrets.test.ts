import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startEngine } from '../support/smtp-bench.ts'
import { cuts } from '../support/wire-script.ts'
import { Wire } from '../support/wire.ts'

const user = 'carol'
const b64 = (text: string): string => Buffer.from(text).toString('base64')

/** How clients, right and wrong, put a password on the wire. */
const spellings: readonly ((secret: string) => string)[] = [
  (secret) => `AUTH PLAIN ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH PLAIN\r\n${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH LOGIN\r\n${b64(user)}\r\n${b64(secret)}`,
  (secret) => `AUTH LOGIN ${b64(user)}\r\n${b64(secret)}`,
  (secret) => `AUTH LOGIN ${b64(user)} ${b64(secret)}`,
  (secret) => `auth\tplain\t${b64(`\0${user}\0${secret}`)}`,
  (secret) => `  AUTH PLAIN ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTHPLAIN ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH PLAIN${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH=PLAIN ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `AUTH LOGIN\r\n${user}\r\n${secret}`,
  (secret) => `AUTH PLAIN ${secret}`,
  (secret) => `AUTH XOAUTH2 ${b64(`user=${user}\u0001auth=Bearer ${secret}\u0001\u0001`)}`,
  (secret) => `AUTH SCRAM-SHA-256 ${b64(`n,,n=${user},p=${secret}`)}`,
  (secret) => b64(`\0${user}\0${secret}`),
  (secret) => `LOGIN ${user} ${secret}`,
  (secret) => `PASS ${secret}`,
  (secret) => `NOOP ${secret}`,
  (secret) => `HELP ${b64(secret)}`,
  (secret) => `VRFY ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `EHLO ${b64(`\0${user}\0${secret}`)}`,
  (secret) => `MAIL FROM:<a@x.test> AUTH=${secret}`,
  (secret) => `XYZZY ${secret}`,
]

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
        const record = JSON.stringify(server.sessions)
        // In clear, in base64 at each of its three alignments, whatever the case.
        const encodings = ['', '\0', '\0\0'].map((pad) =>
          b64(pad + secret).slice(pad.length === 0 ? 0 : 4, -4),
        )
        for (const form of [
          secret,
          ...encodings,
          encodeURIComponent(secret),
          Buffer.from(secret).toString('hex'),
        ]) {
          expect(record.toLowerCase()).not.toContain(form.toLowerCase())
        }
      }),
      { numRuns: 40 },
    )
    expect(server.errors).toEqual([])
  })
})
