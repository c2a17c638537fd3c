import { describe, expect, it } from 'vitest'
import { scenarios } from '../../src/scenarios/scenarios.ts'
import { everyOneWasLookedAt, openssl, run, sClient, serverUnderTest } from './eye.ts'

const server = await serverUnderTest({ hostNames: ['mail.wild.test'] })
const strict = ['-CAfile', server.ca.file, '-x509_strict', '-purpose', 'sslserver']
const byName = ['-verify_hostname', 'localhost']
const byAddress = ['-verify_ip', '127.0.0.1']

interface Look {
  readonly args: readonly string[]
  /** Numbers of the errors that OpenSSL finds. */
  readonly errors: readonly number[]
  /** Its versions name some of these, not all. */
  readonly some?: true
}

/** So that it shakes hands at all, and then judges as Debian's does. */
const weak = [...byName, '-cipher', 'DEFAULT:@SECLEVEL=0', '-auth_level', '2']

/** X509_V_ERR_…, as x509_vfy.h numbers them. */
const looks: Readonly<Record<string, Look>> = {
  good: { args: byName, errors: [] },
  'good-ip': { args: byAddress, errors: [] },
  'good-chain': { args: byName, errors: [] },
  'good-long-chain': { args: byName, errors: [] },
  'good-wildcard': { args: ['-verify_hostname', 'mail.wild.test'], errors: [] },
  'cert-expired': { args: byName, errors: [10] },
  'cert-not-yet-valid': { args: byName, errors: [9] },
  'cert-wrong-host': { args: byName, errors: [62] },
  'cert-cn-beside-san': { args: byName, errors: [62] },
  'cert-name-part': { args: byName, errors: [62] },
  'cert-wildcard-elsewhere': { args: byName, errors: [62] },
  'cert-no-ip': { args: byAddress, errors: [64] },
  'cert-self-signed': { args: byName, errors: [18] },
  'cert-unknown-ca': { args: byName, errors: [20, 21] },
  'cert-no-intermediate': { args: byName, errors: [20, 21] },
  'cert-chain-expired': { args: byName, errors: [10] },
  'cert-name-constraints': { args: byName, errors: [47] },
  'cert-client-only': { args: byName, errors: [26] },
  'cert-issuer-not-ca': { args: byName, errors: [24, 26, 32, 79], some: true },
  // OpenSSL takes the common name where there is no other.
  'cert-cn-only': { args: ['-verify_hostname', 'mail.wild.test'], errors: [] },
  'cert-rsa-1024': { args: weak, errors: [66] },
  'cert-sha1': { args: weak, errors: [68] },
}

const certificates = scenarios.filter(
  ({ group, certificate }) => group === 'identity' || (group === 'control' && certificate !== undefined),
)

it('every certificate is looked at', () => {
  expect(Object.keys(looks).toSorted()).toEqual(['good', ...certificates.map(({ name }) => name)].toSorted())
})

describe.each(Object.entries(looks))('%s', (name, { args, errors, some }) => {
  openssl.each(['starttls', 'implicit'] as const)('is what it says to OpenSSL, by %s', async (way) => {
    const port = way === 'starttls' ? server.ports.submission : server.ports.smtps
    await using _ = await server.scenario(name, { listener: port.name })
    const { verify } = await sClient(port.port, way, [...strict, ...args])
    if (some) {
      expect(verify.length).toBeGreaterThan(0)
      expect(errors).toEqual(expect.arrayContaining([...verify]))
    } else {
      expect(verify).toEqual(errors)
    }
  })
})

/** The leaf as `openssl x509` tells of it. */
async function leafUnder(name: string, args: readonly string[]): Promise<string> {
  const { submission } = server.ports
  await using _ = await server.scenario(name, { listener: submission.name })
  const { output } = await sClient(submission.port, 'starttls', strict)
  const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(output)?.[0] ?? ''
  return (await run('openssl', ['x509', '-noout', ...args], pem)).output
}

describe('what no error shows', () => {
  openssl('cert-cn-only has its name in the subject, and no other', async () => {
    const text = await leafUnder('cert-cn-only', ['-subject', '-ext', 'subjectAltName'])
    expect(text).toMatch(/CN ?= ?mail\.wild\.test/)
    expect(text).not.toMatch(/DNS:|IP Address:/)
  })

  openssl('cert-cn-beside-san has its name in the subject, and another one beside it', async () => {
    const text = await leafUnder('cert-cn-beside-san', ['-subject', '-ext', 'subjectAltName'])
    expect(text).toMatch(/CN ?= ?mail\.wild\.test/)
    expect(text.match(/DNS:[^,\s]*|IP Address:/g)).toEqual(['DNS:other.invalid'])
  })

  openssl('cert-name-part has names that begin with the host’s, and names that end with it', async () => {
    const text = await leafUnder('cert-name-part', ['-ext', 'subjectAltName'])
    expect(text).toContain('DNS:localhost.other.invalid')
    expect(text).toContain('DNS:other-localhost')
  })

  openssl('cert-wildcard-elsewhere has wildcards below the host, and two labels above it', async () => {
    const text = await leafUnder('cert-wildcard-elsewhere', ['-ext', 'subjectAltName'])
    expect(text.match(/DNS:[^,\s]*/g)).toEqual(
      expect.arrayContaining(['DNS:*.localhost', 'DNS:*.mail.wild.test', 'DNS:*.test']),
    )
  })

  openssl('cert-name-constraints is right in all but what its issuer may sign for', async () => {
    const { submission } = server.ports
    await using _ = await server.scenario('cert-name-constraints', { listener: submission.name })
    const { output } = await sClient(submission.port, 'starttls', [...strict, '-showcerts'])
    const [, issuer = ''] = output.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
    const { output: text } = await run('openssl', ['x509', '-noout', '-ext', 'nameConstraints'], issuer)
    expect(text).toMatch(/critical\s+Permitted:\s+DNS:other\.invalid\s*$/)
    expect(await leafUnder('cert-name-constraints', ['-ext', 'subjectAltName'])).toContain('DNS:localhost')
  })

  openssl('good-ip has its addresses, and no name', async () => {
    const text = await leafUnder('good-ip', ['-ext', 'subjectAltName'])
    expect(text).toContain('IP Address:127.0.0.1')
    expect(text).not.toContain('DNS:')
  })

  openssl('cert-no-intermediate is signed by one that the CA of good-chain has signed', async () => {
    const issuer = /issuer=.*CN ?= ?Fourport scenario intermediate CA/
    expect(await leafUnder('cert-no-intermediate', ['-issuer'])).toMatch(issuer)
    expect(await leafUnder('good-chain', ['-issuer'])).toMatch(issuer)
  })

  openssl('good is the server’s own, and is so again when a scenario is off', async () => {
    const fingerprint = () => leafUnder('good', ['-fingerprint'])
    const own = await fingerprint()
    expect(await leafUnder('cert-expired', ['-fingerprint'])).not.toBe(own)
    expect(await fingerprint()).toBe(own)
  })
})

everyOneWasLookedAt('identity')
