import { createTransport } from 'nodemailer'
import { expect, it } from 'vitest'
import { startServer } from '../../src/index.ts'

// On Linux all of 127/8 is there; elsewhere 127.0.0.1 alone.
it.runIf(process.platform === 'linux').each([
  ['127.0.0.2', 'certificate-name-mismatch', true],
  ['127.0.0.1', 'certificate-rejected-silently', false],
])('a client that connects to %s and refuses the certificate gets %s', async (address, id, trusts) => {
  await using server = await startServer({ host: '0.0.0.0' })
  const { port, nodemailer } = server.ports.smtps
  const tls = trusts ? nodemailer.tls : {}
  await expect(createTransport({ ...nodemailer, host: address, port, tls }).verify()).rejects.toThrow(
    trusts ? "does not match certificate's altnames" : 'certificate',
  )
  const finding = await server.waitForFinding({ severity: 'error' })
  expect(finding.id).toBe(id)
  const [session] = await server.sessions()
  const hello = session?.entries.find(({ kind }) => kind === 'client-hello')
  expect(hello).toEqual(expect.objectContaining(trusts ? { reached: address } : { expected: true }))
  expect(JSON.stringify(hello).includes('reached')).toBe(trusts)
})
