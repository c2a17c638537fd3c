import { describe, expect, it } from 'vitest'
import { cellOf, cellsInWords, nodeClient, verified } from './support/run-verify.ts'

const ports = ['smtps', 'submission'] as const

describe('a client that answers a challenge before TLS', () => {
  it('has given away what its password can be guessed from', async () => {
    const client = nodeClient('deceives', {}, 'challenge-in-clear')
    const report = await verified(['auth-before-tls'], client, { ports: [...ports] })
    expect(cellsInWords(report)).toEqual([
      'good smtps passed: delivered',
      'good submission passed: delivered',
      'auth-before-tls smtps skipped: skipped',
      'auth-before-tls submission failed: login leak',
    ])
    expect(cellOf(report, 'auth-before-tls', 'submission').faults).toMatchObject([
      { code: 'login-unencrypted', summary: expect.stringContaining('CRAM-MD5') as string },
    ])
  })

  it('and one that answers it under TLS has not', async () => {
    const client = nodeClient('deceives', {}, 'challenge-under-tls')
    const report = await verified(['auth-before-tls'], client, { ports: ['submission'] })
    expect(report.cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
  })
})

describe('a client that writes to somebody nobody named', () => {
  it('has sent the mail there: a copy to another one', async () => {
    const client = nodeClient('deceives', {}, 'copies-to-another')
    const report = await verified(['rcpt-one-550'], client, { ports: [...ports] })
    for (const profile of ports) {
      for (const name of ['good', 'rcpt-one-550'])
        expect(cellOf(report, name, profile)).toMatchObject({
          verdict: 'failed',
          words: 'extra recipient',
          faults: [
            {
              code: 'other-recipient',
              summary: 'It named a recipient that it was not given, <archive@elsewhere.test>.',
            },
          ],
        })
    }
  })

  it('has named it although the server refused it', async () => {
    const client = nodeClient('deceives', {}, 'names-another-in-vain')
    const report = await verified(['good'], client, { ports: [...ports] })
    for (const profile of ports)
      expect(cellOf(report, 'good', profile)).toMatchObject({
        verdict: 'failed',
        delivered: 1,
        reported: 'yes',
      })
  })

  it.each([
    ['in-other-letters', { SMTP_TO: '{to}' }],
    // It has recipients of its own, as an app that is not told any.
    ['has-its-own', { SMTP_TO: 'own@elsewhere.test' }],
  ])('and one that does not is not accused: %s', async (how, env) => {
    const report = await verified(['good', 'rcpt-251'], nodeClient('deceives', env, how), {
      ports: [...ports],
    })
    expect(report.cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
  })
})
