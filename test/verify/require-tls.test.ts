import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { functionClient } from '../../src/verify/client/function.ts'
import { cellsInWords, nodeClient, verified } from './support/run-verify.ts'

/** Does without TLS where it is not offered, and looks at no certificate: what RFC 7435 calls opportunistic. */
const opportunistic = functionClient(async ({ host, port, secure, user, password, from, to }) => {
  const auth = user === null ? {} : { auth: { user, pass: password ?? '' } }
  const transport = createTransport({ host, port, secure, ...auth, tls: { rejectUnauthorized: false } })
  await transport.sendMail({ from, to: [...to], text: 'Hello.' })
})

const over = async (client: typeof opportunistic, settings: { login: boolean; requireTls: boolean }) =>
  cellsInWords(
    await verified(['starttls-absent', 'cert-expired'], client, { ports: ['submission'], ...settings }),
  )

describe('a client that does without TLS where nobody logs in', () => {
  it('may do so: what it did is observed', async () => {
    expect(await over(opportunistic, { login: false, requireTls: false })).toEqual([
      'good submission passed: delivered',
      'cert-expired submission observed: delivered',
      'starttls-absent submission observed: mail leak',
    ])
  })

  it('fails where it was set to require TLS', async () => {
    expect(await over(opportunistic, { login: false, requireTls: true })).toEqual([
      'good submission passed: delivered',
      'cert-expired submission failed: not verified',
      'starttls-absent submission failed: mail leak',
    ])
  })

  it('passes there if it does require TLS', async () => {
    expect(await over(nodeClient('careful'), { login: false, requireTls: true })).toEqual([
      'good submission passed: delivered',
      'cert-expired submission passed: reported',
      'starttls-absent submission passed: reported',
    ])
  })
})
