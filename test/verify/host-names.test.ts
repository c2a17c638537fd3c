import { describe, expect, it } from 'vitest'
import type { VerifySettings } from '../../src/verify/run/verify.ts'
import { cellOf, cellsInWords, nodeClient, verified } from './support/run-verify.ts'

const byAddress = ['good-ip', 'cert-no-ip']
const ways = { ports: ['smtps', 'submission'], parallel: 2 } as const
const carefulBut = (what: string, scenarios = byAddress, more: Partial<VerifySettings> = {}) =>
  verified(scenarios, nodeClient('careful-but', { CAREFUL_BUT: what }), { ...ways, ...more })

describe('a right client whose host stands in its own settings', () => {
  it('proves nothing where an address is the question: it connected by a name, and is told what to set', async () => {
    const report = await carefulBut('has-its-host')
    expect(cellsInWords(report)).toEqual([
      'good smtps passed: delivered',
      'good submission passed: delivered',
      'good-ip smtps unproven: by name',
      'good-ip submission unproven: by name',
      'cert-no-ip smtps unproven: by name',
      'cert-no-ip submission unproven: by name',
    ])
    expect(cellOf(report, 'cert-no-ip', 'smtps')).toMatchObject({
      exposed: { password: 'no', message: 'no', envelope: 'no' },
      why: 'It was given the address 127.0.0.1 and asked for the name "localhost", so it did not compare an address. Let it take its host from SMTP_HOST.',
    })
  })

  it('nor does it where it names no server in its handshakes', async () => {
    const report = await carefulBut('has-its-host-and-asks-for-none')
    expect(cellsInWords(report).slice(2)).toEqual([
      'good-ip smtps unproven: host unclear',
      'good-ip submission unproven: host unclear',
      'cert-no-ip smtps unproven: host unclear',
      'cert-no-ip submission unproven: host unclear',
    ])
    expect(cellOf(report, 'good-ip', 'smtps').why).toContain('Let it take its host from SMTP_HOST')
  })
})

describe('a client that takes its host from us', () => {
  it.each(['asks-for-none'])('and %s, is judged by what it delivers to', async (what) => {
    const report = await carefulBut(what)
    expect(cellsInWords(report).slice(2)).toEqual([
      'good-ip smtps passed: delivered',
      'good-ip submission passed: delivered',
      'cert-no-ip smtps passed: reported',
      'cert-no-ip submission passed: reported',
    ])
  })

  it('and compares no address, is found out', async () => {
    const report = await carefulBut('compares-no-address')
    expect(cellsInWords(report).slice(4)).toEqual([
      'cert-no-ip smtps failed: not verified',
      'cert-no-ip submission failed: not verified',
    ])
  })
})

describe('a client that compares the address it came to with the certificate', () => {
  it.each([
    ['compares-the-address', ''],
    [
      'compares-the-address-and-asks-for-none',
      ' If it has a host of its own, let it take that from SMTP_HOST.',
    ],
  ])('and not the name (%s), delivers to no real server, and is told so', async (what, also) => {
    const report = await carefulBut(what, ['cert-expired'])
    expect(cellsInWords(report)).toEqual([
      'good smtps failed: not delivered',
      'good submission failed: not delivered',
      'cert-expired smtps unproven: control fails',
      'cert-expired submission unproven: control fails',
    ])
    expect(cellOf(report, 'good', 'smtps').faults).toMatchObject([
      {
        code: 'not-delivered',
        summary: `The message did not arrive; exit code 1. Given the host "localhost", the client refused a certificate for that name, and delivered where the certificate has only the address: it compares the address, which is in no certificate of a real server.${also}`,
      },
    ])
  })
})

describe('a client that has its own name for the host, where another one is to be used', () => {
  it('is told both', async () => {
    const report = await carefulBut('has-its-host', ['good'], { host: 'mail.test' })
    expect(cellsInWords(report)[0]).toBe('good smtps failed: not delivered')
    expect(cellOf(report, 'good', 'smtps').faults[0]?.summary).toBe(
      'The message did not arrive; exit code 1. It asked for "localhost", and the certificate is for "mail.test": let it take its host from SMTP_HOST, or verify it with --connect localhost.',
    )
  })
})
