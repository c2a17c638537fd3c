import { describe, expect, it } from 'vitest'
import { scenarios } from '../../src/scenarios/scenarios.ts'
import { everyOneWasLookedAt, openssl, sClient, serverUnderTest } from './eye.ts'

const server = await serverUnderTest()
const weak = ['-cipher', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0']

/** With what OpenSSL gets in, and what it has then agreed on; with what it does not. */
const looks: Readonly<
  Record<string, { readonly in: readonly string[]; readonly agreed: RegExp; readonly out: readonly string[] }>
> = {
  'tls-1-0': { in: ['-tls1', ...weak], agreed: /Protocol *: TLSv1$/m, out: ['-tls1_1', ...weak] },
  'tls-1-1': { in: ['-tls1_1', ...weak], agreed: /Protocol *: TLSv1\.1$/m, out: ['-tls1_2'] },
  'tls-1-2': { in: ['-tls1_2'], agreed: /Protocol *: TLSv1\.2$/m, out: ['-tls1_3'] },
  'tls-1-3': { in: ['-tls1_3'], agreed: /New, TLSv1\.3, Cipher is TLS_/, out: ['-tls1_2'] },
  'tls-rsa-kx': { in: weak, agreed: /Cipher is AES128-SHA$/m, out: ['-cipher', 'ECDHE+AESGCM', '-tls1_2'] },
  'tls-null': { in: weak, agreed: /Cipher is NULL-SHA256$/m, out: ['-cipher', 'DEFAULT:@SECLEVEL=0'] },
  'tls-anon': { in: weak, agreed: /Cipher is AECDH-AES128-SHA$/m, out: ['-cipher', 'DEFAULT:@SECLEVEL=0'] },
}

it('every version is looked at', () => {
  const names = scenarios.filter(({ group }) => group === 'versions').map(({ name }) => name)
  expect(Object.keys(looks)).toEqual(names)
})

describe.each(Object.entries(looks))('%s', (name, look) => {
  openssl.each(['starttls', 'implicit'] as const)('is what it says to OpenSSL, by %s', async (way) => {
    const port = way === 'starttls' ? server.ports.submission : server.ports.smtps
    await using _ = await server.scenario(name, { listener: port.name })
    const inside = await sClient(port.port, way, look.in)
    expect(inside.output).toMatch(look.agreed)
    expect(inside.code).toBe(0)
    const outside = await sClient(port.port, way, look.out)
    expect(outside.output).toMatch(/New, \(NONE\), Cipher is \(NONE\)/)
    expect(outside.code).not.toBe(0)
  })
})

openssl('tls-anon shows no certificate', async () => {
  await using _ = await server.scenario('tls-anon', { listener: 'smtps' })
  const { output } = await sClient(server.ports.smtps.port, 'implicit', weak)
  expect(output).toContain('no peer certificate available')
})

everyOneWasLookedAt('versions')
