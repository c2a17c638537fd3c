import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/base/passed-in.ts'
import { type Flaw, flaws } from '../../src/model/certificate-kind.ts'
import { flawedCertificate } from '../support/flawed-certificate.ts'
import { hasProgram } from '../support/programs/processes.ts'
import { systemPython } from '../support/programs/programs.ts'
import { load, run, scratchDirectory, serve, testWith } from './fixtures.ts'

const pythons = ['python3', systemPython]
const newPython = (name: string): boolean =>
  hasProgram(name, ['-c', 'import sys, ssl; sys.exit(sys.version_info < (3, 13))'])
const pythonAtHand = pythons.find(newPython) ?? 'python3'

const knock = `
import socket, ssl, sys
port, name, cafile = int(sys.argv[1]), sys.argv[2], sys.argv[3]
context = ssl.create_default_context(cafile=cafile)
# Strict by default from 3.13 on; before, it is told to be.
assert sys.version_info < (3, 13) or context.verify_flags & ssl.VERIFY_X509_STRICT
context.verify_flags |= ssl.VERIFY_X509_STRICT
with context.wrap_socket(socket.create_connection(('127.0.0.1', port), 10), server_hostname=name) as tls:
    print(tls.recv(5).decode())
`

const python = (port: number, name: string, caFile: string) =>
  run(pythonAtHand, ['-c', knock, String(port), name, caFile])

describe('the local CA’s leaf', () => {
  testWith('openssl')('passes openssl verify -x509_strict for each kind of name', async () => {
    const directory = scratchDirectory()
    await load(directory, { hostNames: ['mail.test', '10.0.0.7'] })
    const files = ['-CAfile', join(directory, 'ca.pem'), join(directory, 'server.pem')]
    for (const name of [
      ['-verify_hostname', 'localhost'],
      ['-verify_hostname', 'mail.test'],
      ['-verify_ip', '127.0.0.1'],
      ['-verify_ip', '::1'],
      ['-verify_ip', '10.0.0.7'],
    ]) {
      const args = ['verify', '-x509_strict', '-purpose', 'sslserver', '-check_ss_sig', ...name, ...files]
      expect(await run('openssl', args)).toMatchObject({ code: 0 })
    }
    const wrong = await run('openssl', ['verify', '-x509_strict', '-verify_hostname', 'other.test', ...files])
    expect(wrong.code).not.toBe(0)
  })

  testWith('python', ...(pythonAtHand === systemPython ? ['system-python' as const] : []))(
    'is taken by a strict Python, by name and by address',
    async () => {
      const directory = scratchDirectory()
      const { pem, ca } = await load(directory, { hostNames: ['mail.test'] })
      const port = await serve(pem.cert, pem.key)
      for (const name of ['localhost', 'mail.test', '127.0.0.1', '::1']) {
        expect(await python(port, name, ca?.file ?? '')).toEqual({ code: 0, output: 'hello\n' })
      }
      expect((await python(port, 'other.test', ca?.file ?? '')).output).toContain('CERTIFICATE_VERIFY_FAILED')
    },
  )

  testWith('python', ...(pythonAtHand === systemPython ? ['system-python' as const] : []))(
    'is refused by who was not given the CA',
    async () => {
      const [served, other] = [await load(scratchDirectory()), await load(scratchDirectory())]
      const port = await serve(served.pem.cert, served.pem.key)
      expect((await python(port, 'localhost', other.ca?.file ?? '')).output).toContain(
        'CERTIFICATE_VERIFY_FAILED',
      )
    },
  )

  it('is taken by Node, with the CA as NODE_EXTRA_CA_CERTS', async () => {
    const { pem, ca } = await load(scratchDirectory())
    const port = await serve(pem.cert, pem.key)
    const script = `require('tls').connect({ host: '127.0.0.1', port: ${port}, servername: 'localhost' }).pipe(process.stdout)`
    const trusting = await run(process.execPath, ['-e', script], { NODE_EXTRA_CA_CERTS: ca?.file ?? '' })
    expect(trusting).toEqual({ code: 0, output: 'hello\n' })
    const stranger = await run(process.execPath, ['-e', script], { NODE_EXTRA_CA_CERTS: '' })
    expect(stranger.output).toContain('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })
})

describe('a certificate wrong on purpose', () => {
  /** What OpenSSL 1.1 and 3 say of each, in Python's words: the proof that nothing but the flaw is wrong. */
  const reasons: Readonly<Record<Flaw, RegExp>> = {
    'self-signed': /self[- ]signed certificate/,
    'unknown-ca': /unable to get local issuer certificate/,
    expired: /certificate has expired/,
    'not-yet-valid': /certificate is not yet valid/,
    'wrong-name': /Hostname mismatch/,
    'common-name-beside': /Hostname mismatch/,
    'part-of-name': /Hostname mismatch/,
    'wildcard-elsewhere': /Hostname mismatch/,
    'name-without-address': /IP address mismatch/,
    'no-intermediate': /unable to get local issuer certificate/,
    'no-server-auth': /unsu(itable|pported) certificate purpose/,
    'expired-ca': /certificate has expired/,
    'constrained-ca': /permitted subtree violation/,
    'not-a-ca': /invalid CA certificate/,
  }

  testWith('python', ...(pythonAtHand === systemPython ? ['system-python' as const] : [])).each([...flaws])(
    '%s is refused for just that',
    async (flaw) => {
      const { certificate, key, ca } = await flawedCertificate(flaw, systemClock)
      const caFile = join(scratchDirectory(), 'ca.pem')
      writeFileSync(caFile, ca)
      const port = await serve(certificate, key)
      const { output } = await python(
        port,
        flaw === 'name-without-address' ? '127.0.0.1' : 'localhost',
        caFile,
      )
      expect(output).toMatch(reasons[flaw])
    },
  )

  it('is signed with SHA-256, also by selfsigned', async () => {
    const { certificate } = await flawedCertificate('self-signed', systemClock)
    const der = Buffer.from(certificate.replace(/-----.*-----|\s/g, ''), 'base64')
    expect(der.includes(Buffer.from('06082a8648ce3d040302', 'hex'))).toBe(true)
  })
})
