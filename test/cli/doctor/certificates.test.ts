import { createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { generate, type SelfsignedOptions } from 'selfsigned'
import { describe, expect, it } from 'vitest'
import type { Examination } from '../../../src/cli/doctor/examination.ts'
import { examine } from '../../../src/cli/doctor/examine.ts'
import { readTarget } from '../../../src/cli/doctor/read-target.ts'

interface Made {
  readonly cert: string
  readonly private: string
}

const day = 86_400_000
const [past, soon] = [new Date(Date.now() - 30 * day), new Date(Date.now() + 30 * day)]
const yesterday = new Date(Date.now() - day)

function made(name: string, options: SelfsignedOptions, by?: Made): Promise<Made> {
  return generate([{ name: 'commonName', value: name }], {
    algorithm: 'sha256',
    notBeforeDate: past,
    notAfterDate: soon,
    ...(by && { ca: { key: by.private, cert: by.cert } }),
    ...options,
  })
}

const isCa: SelfsignedOptions = { extensions: [{ name: 'basicConstraints', cA: true, critical: true }] }
const isLeaf: SelfsignedOptions = {
  extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
}

/** What doctor finds at a server with these certificates, on a machine that trusts the root. */
async function look(root: string, leaf: Made, chain: readonly string[] = []): Promise<Examination> {
  const server = createServer({ cert: [leaf.cert, ...chain].join('\n'), key: leaf.private }, (socket) => {
    socket.on('error', () => undefined)
    socket.end('220 mail.example\r\n')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const examined = await examine(readTarget(`smtps://localhost:${(server.address() as AddressInfo).port}`), {
    login: null,
    stores: [{ kind: 'system', file: '/ca.pem', certificates: [new X509Certificate(root)] }],
    isContainer: false,
    limits: { lookupMs: 5000, connectMs: 5000, answerMs: 10_000, portMs: 20_000 },
  })
  server.close()
  return examined
}

/** The certificate with a date that is none, signed again: no tool makes one. */
function withMalformedEnd({ cert, private: key }: Made, by: Made): Made {
  const der = Buffer.from(new X509Certificate(cert).raw)
  // Both dates are `UTCTime`s of 13 bytes (RFC 5280 §4.1.2.5.1), the end after the beginning.
  const end = der.indexOf(Buffer.from([0x17, 0x0d]), der.indexOf(Buffer.from([0x17, 0x0d])) + 15) + 2
  der.write('99', end + 2)
  const tbs = der.subarray(4, 4 + 4 + der.readUInt16BE(6))
  const signature = sign('sha256', tbs, createPrivateKey(by.private))
  signature.copy(der, der.length - signature.length)
  return { cert: pem(der), private: key }
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g)!
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n')
}

const dates = (from: Date, to: Date): string =>
  `valid from ${from.toISOString().slice(0, 10)} to ${to.toISOString().slice(0, 10)}, and not today.`

describe('a certificate that is out of date', async () => {
  const root = await made('Example Root', isCa)
  const good = await made('Example Issuing CA', isCa, root)

  it('of the server', async () => {
    const leaf = await made('localhost', { ...isLeaf, notAfterDate: yesterday }, good)
    const { sentence } = await look(root.cert, leaf, [good.cert])
    expect(sentence).toMatch(/^The certificate of localhost:\d+ is valid /)
    expect(sentence).toContain(dates(past, yesterday))
  })

  it('of the CA between: that one is named, with its own dates', async () => {
    const old = await made('Example Issuing CA', { ...isCa, notAfterDate: yesterday }, root)
    const { sentence, docs } = await look(root.cert, await made('localhost', isLeaf, old), [old.cert])
    expect(sentence).toMatch(/ is signed by "Example Issuing CA", whose own certificate is valid /)
    expect(sentence).toContain(dates(past, yesterday))
    expect(docs).toMatch(/#certificate-expired$/)
  })

  it.each([
    ['and begins in the past', past],
    ['and begins in the future', soon],
  ])('with an end that is no date, %s', async (_, notBeforeDate) => {
    const signed = await made('localhost', { ...isLeaf, notBeforeDate }, good)
    const leaf = withMalformedEnd(signed, good)
    const { sentence } = await look(root.cert, leaf, [good.cert])
    expect(sentence).toMatch(/^The certificate of \S+ is not valid: its dates are malformed\.$/)
  })
})
