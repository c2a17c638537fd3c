import { describe, expect, it } from 'vitest'
import { once } from 'node:events'
import { connect } from 'node:net'
import { functionClient } from '../../src/verify/client/function.ts'
import { runVerify, type VerifyResult } from '../../src/verify/run/verify.ts'
import { cellOf, nodeClient, settingsOf, verified } from './support/run-verify.ts'

const forms = [
  'unknown-mechanism',
  'user-pass',
  'ehlo-name',
  'helo-name',
  'in-two-commands',
  'reversed',
  'hex',
  'percent',
  'utf16',
  'base64url',
  'reversed-base64',
  'twice-encoded',
  'base32',
  'rot13',
  'decimal',
  'octal',
  'binary',
  'escapes',
  'hex-in-base64',
  'base64-in-hex',
  'base64-reversed',
  'mail-parameter',
  'in-pieces',
  'ascii85',
  'z85',
  'deflated',
  'gzipped',
  'quarters',
  'quarters-in-base64',
]

describe('a client that gives its password away in words of its own', () => {
  it.each(forms)('has given it away: %s', async (way) => {
    const report = await verified(['starttls-absent'], nodeClient('goes-unencrypted', {}, way), {
      ports: ['submission'],
    })
    expect(cellOf(report, 'good', 'submission').verdict).toBe('passed')
    const cell = cellOf(report, 'starttls-absent', 'submission')
    expect(cell).toMatchObject({ verdict: 'failed', words: 'password leak', exposed: { password: 'clear' } })
  })
})

describe('the password that was found', () => {
  it.each([
    ['as it is', (password: string) => `EHLO ${password}.test`],
    ['in a command that nobody knows', (password: string) => `LOGON ${password}`],
    ['in upper case', (password: string) => `HELO ${password.toUpperCase()}`],
    ['in hex', (password: string) => `VRFY <${Buffer.from(password).toString('hex')}@a.test>`],
    ['reversed', (password: string) => `RCPT TO:<${[...password].toReversed().join('')}@a.test>`],
    ['in base64', (password: string) => `EHLO ${Buffer.from(`x${password}`).toString('base64url')}.test`],
  ])('is in no record, no report and no output, %s', async (_form, line) => {
    const passwords: string[] = []
    const client = functionClient(async function send({ host, port, password }) {
      passwords.push(password ?? '')
      const said = line(password ?? '')
      const socket = connect({ host, port }).on('error', () => undefined)
      await once(socket, 'data')
      socket.end(`EHLO a.test\r\n${said}\r\nQUIT\r\n`).resume()
      await new Promise((resolve) => socket.on('close', resolve))
      throw new Error(`refused after ${said}`)
    })
    let result: VerifyResult | null = null
    await runVerify(client, {
      ...settingsOf(['starttls-absent']),
      ports: ['submission'],
      onDone: async (all) => void (result = all),
    })
    const text = JSON.stringify(result).toLowerCase()
    expect(cellOf(result!.report, 'starttls-absent', 'submission').exposed.password).toBe('clear')
    expect(cellOf(result!.report, 'starttls-absent', 'submission').transcript).toContain('…')
    for (const password of passwords) {
      const forms = [password, Buffer.from(password).toString('hex'), [...password].toReversed().join('')]
      const base64 = [0, 1, 2].map((n) =>
        Buffer.from('x'.repeat(n) + password)
          .toString('base64')
          .slice(4, 28)
          .toLowerCase(),
      )
      for (const form of [...forms, ...base64]) expect(text).not.toContain(form)
    }
  })
})

describe('a client that overlooks that there is no TLS', () => {
  it('has given its password away on that socket', async () => {
    for (const way of ['same-socket', 'same-socket-at-once']) {
      const report = await verified(['starttls-plaintext'], nodeClient('goes-unencrypted', {}, way), {
        ports: ['submission'],
      })
      expect(cellOf(report, 'starttls-plaintext', 'submission')).toMatchObject({
        verdict: 'failed',
        exposed: { password: 'clear', message: 'clear' },
      })
    }
  })
})

describe('a client that says its password on the socket when TLS is over', () => {
  it.each(['after-tls', 'after-no-end-of-tls', 'after-quit', 'long-after-tls'])(
    'has sent it unencrypted: %s',
    async (way) => {
      const ports = ['smtps', 'submission'] as const
      const report = await verified(['good'], nodeClient('deceives', {}, way), { ports: [...ports] })
      for (const port of ports) {
        const cell = cellOf(report, 'good', port)
        expect(cell).toMatchObject({
          verdict: 'failed',
          words: 'password leak',
          exposed: { password: 'clear' },
        })
      }
    },
  )
})
