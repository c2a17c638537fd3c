import { describe, expect, it } from 'vitest'
import { everyOneWasLookedAt, openssl, run, sClient, serverUnderTest } from './eye.ts'

const server = await serverUnderTest({ hostNames: ['mail.wild.test'] })
const strict = ['-CAfile', server.ca.file, '-x509_strict', '-purpose', 'sslserver', '-showcerts']

/** What OpenSSL says of a handshake with a server that is right, if unusual. */
async function lookAt(name: string, way: 'starttls' | 'implicit', args: readonly string[]) {
  const port = way === 'starttls' ? server.ports.submission : server.ports.smtps
  await using _ = await server.scenario(name, { listener: port.name })
  const { output, verify, code } = await sClient(port.port, way, [...strict, ...args])
  expect({ verify, code }).toEqual({ verify: [], code: 0 })
  return output
}

const certificatesIn = (output: string): readonly string[] =>
  output.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []

describe.each(['starttls', 'implicit'] as const)('by %s', (way) => {
  openssl('good-long-chain sends three CAs after the leaf, and all is right', async () => {
    const sent = certificatesIn(await lookAt('good-long-chain', way, ['-verify_hostname', 'localhost']))
    const said = await Promise.all(
      sent.map((pem) => run('openssl', ['x509', '-noout', '-ext', 'basicConstraints'], pem)),
    )
    const constraints = said.map(({ output }) => /CA:\S+(?: pathlen:\d)?/.exec(output)?.[0])
    expect(constraints).toEqual([
      'CA:FALSE',
      'CA:TRUE, pathlen:0',
      'CA:TRUE, pathlen:1',
      'CA:TRUE, pathlen:2',
    ])
  })

  openssl('good-wildcard is for the host by a wildcard alone', async () => {
    const output = await lookAt('good-wildcard', way, ['-verify_hostname', 'mail.wild.test'])
    const [leaf = ''] = certificatesIn(output)
    const names = (await run('openssl', ['x509', '-noout', '-ext', 'subjectAltName'], leaf)).output
    expect(names).toMatch(/DNS:\*\.wild\.test\s*$/)
  })

  openssl('client-cert-asked asks for a certificate, and good does not', async () => {
    for (const version of ['-tls1_2', '-tls1_3']) {
      const asked = await lookAt('client-cert-asked', way, [version])
      expect(asked).toMatch(/^(?:Shared )?Requested Signature Algorithms: /m)
      expect(await lookAt('good', way, [version])).not.toMatch(/Requested Signature Algorithms/)
    }
  })

  openssl('hello-retry asks once more, of a client that sent no key of its group', async () => {
    const hellos = async (name: string, groups: string): Promise<number> => {
      const output = await lookAt(name, way, ['-tls1_3', '-groups', groups, '-msg'])
      return output.match(/^>>> .*ClientHello/gm)?.length ?? 0
    }
    expect(await hellos('hello-retry', 'X25519:P-256')).toBe(2)
    expect(await hellos('hello-retry', 'P-256')).toBe(1)
    expect(await hellos('good', 'X25519:P-256')).toBe(1)
  })
})

it('good-wildcard needs a name of three labels', async () => {
  await using other = await serverUnderTest()
  await expect(other.scenario('good-wildcard', { listener: 'smtps' })).rejects.toMatchObject({
    code: 'SCENARIO_UNAVAILABLE',
    message: expect.stringContaining('the host is called localhost'),
  })
})

everyOneWasLookedAt('tls')
