import { describe, expect, it } from 'vitest'
import type { VerifySettings } from '../../src/verify/run/verify.ts'
import { cellOf, cellsInWords, nodeClient, verified } from './support/run-verify.ts'

const onSmtps: Partial<VerifySettings> = { ports: ['smtps'] }
const onSubmission: Partial<VerifySettings> = { ports: ['submission'] }

/** The careful one, with one habit that is seldom seen. */
const odd = (habit: string, more: Readonly<Record<string, string>> = {}) =>
  nodeClient('odd', { ODD_HABIT: habit, ...more })

describe('a client with a login of its own', () => {
  it('is told who it logged in as, once: what it does elsewhere proves nothing', async () => {
    const report = await verified(['mail-451'], odd('other-user'), onSmtps)
    expect(cellsInWords(report)).toEqual([
      'good smtps failed: other user',
      'mail-451 smtps unproven: control fails',
    ])
    expect(cellOf(report, 'good', 'smtps').faults).toMatchObject([
      { code: 'other-user', summary: 'It logged in as "x@gmail.com", not as the user it was given.' },
    ])
  })
})

describe('a client that tries one mechanism after the other', () => {
  it('tries no login too often', async () => {
    const report = await verified(['auth-535'], odd('all-mechanisms'), onSmtps)
    expect(cellsInWords(report)).toEqual(['good smtps passed: delivered', 'auth-535 smtps passed: reported'])
  })
})

describe('a client that writes its user in other letters each time', () => {
  it('tries one login too often', async () => {
    const report = await verified(['auth-535'], odd('user-in-other-cases'), onSmtps)
    expect(cellsInWords(report)).toEqual([
      'good smtps passed: delivered',
      'auth-535 smtps failed: many logins',
    ])
  })
})

describe('a client that crashes at a refusal', () => {
  it.runIf(process.platform !== 'win32')('has reported nothing', async () => {
    const report = await verified(['mail-451'], odd('crash'), onSmtps)
    expect(cellsInWords(report)).toEqual(['good smtps passed: delivered', 'mail-451 smtps failed: crashed'])
  })
})

describe('a fragment of a line from before TLS', () => {
  it('shows who keeps it: it logs in by what that alone offers', async () => {
    const report = await verified(
      ['inject-fragment'],
      nodeClient('keeps-injected', {}, 'early'),
      onSubmission,
    )
    expect(cellsInWords(report)).toEqual([
      'good submission passed: delivered',
      'inject-fragment submission failed: reply used',
    ])
    expect(cellOf(report, 'inject-fragment', 'submission')).toMatchObject({
      way: { tls: 'starttls', auth: 'LOGIN' },
      faults: [
        {
          code: 'injected-reply-used',
          summary:
            'It used a reply from before TLS as if it had come under TLS: it logged in by LOGIN, which only that reply had offered.',
        },
      ],
    })
  })

  it('and who does not: it finds no login, and sends without one', async () => {
    const report = await verified(['inject-fragment'], odd(''), onSubmission)
    expect(cellOf(report, 'inject-fragment', 'submission')).toMatchObject({
      verdict: 'passed',
      words: 'login skipped',
      rule: { kind: 'must', source: 'RFC 3207 §4.2' },
      way: { tls: 'starttls', auth: null },
    })
  })

  it('or reports that', async () => {
    const report = await verified(['inject-fragment'], nodeClient('careful'), onSubmission)
    expect(cellsInWords(report)[1]).toBe('inject-fragment submission passed: reported')
  })

  it('and blames no client that logs in by its own mechanism without any offer', async () => {
    const report = await verified(['inject-fragment'], odd('plain-without-offer'), onSubmission)
    expect(cellsInWords(report)[1]).toBe('inject-fragment submission passed: delivered')
  })
})
