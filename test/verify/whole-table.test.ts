import { describe, expect, it } from 'vitest'
import type { VerifyReport } from '../../src/model/verify.ts'
import { scenarios } from '../../src/scenarios/scenarios.ts'
import { nodeClient, verified } from './support/run-verify.ts'

const limitMs = 240_000
const everything = scenarios.map(({ name }) => name)

/** What the careless client does right: what needs no care. Every other scenario with a demand it must fail. */
const harmless = [
  'good good-ip good-chain good-long-chain good-wildcard client-cert-asked hello-retry',
  'greeting-multiline byte-by-byte ehlo-lowercase ehlo-unknown ehlo-bare ehlo-withdrawn ehlo-late',
  'replies-multiline rcpt-251',
  'auth-before-tls tls-1-2 greeting-slow dot-slow',
  // It tries again at once, and then is through.
  'mail-451-once rcpt-451-once data-451-once dot-451-once cut-fin-dot cut-rst-dot',
]
  .join(' ')
  .split(' ')
const three = { ports: ['relay', 'smtps', 'submission'], parallel: 8 } as const

function scenariosThat(verdict: string, report: VerifyReport, profile: string): readonly string[] {
  const cells = report.cells.filter((cell) => cell.profile === profile && cell.verdict === verdict)
  return cells.map(({ scenario }) => scenario)
}

describe('over the whole table', () => {
  it(
    'a careful client passes whatever is demanded',
    async () => {
      const report = await verified(everything, nodeClient('careful'), three)
      const others = report.cells.filter(
        ({ verdict }) => !['passed', 'observed', 'skipped'].includes(verdict),
      )
      expect(others.map(({ scenario, profile, words }) => `${scenario} ${profile} ${words}`)).toEqual([])
      expect(report.verified).toBe(true)
    },
    limitMs,
  )

  it(
    'a careless one fails exactly those that it must',
    async () => {
      const report = await verified(everything, nodeClient('careless'), three)
      for (const { profile, tls } of report.ports) {
        const demanding = scenarios.filter(({ on, demand }) => demand.rule === 'must' && on.includes(tls))
        const failing = demanding.map(({ name }) => name).filter((name) => !harmless.includes(name))
        expect({ profile, failed: scenariosThat('failed', report, profile) }).toEqual({
          profile,
          failed: failing,
        })
      }
      // Of each kind of neglect one, with what it is called.
      const codes = (scenario: string, profile: string): readonly string[] | undefined =>
        report.cells
          .find((cell) => cell.scenario === scenario && cell.profile === profile)
          ?.faults.map(({ code }) => code)
      expect(codes('cert-expired', 'smtps')).toEqual([
        'password-to-unproven-server',
        'message-to-unproven-server',
      ])
      expect(codes('starttls-absent', 'submission')).toEqual(['password-unencrypted', 'message-unencrypted'])
      expect(codes('implicit-plaintext', 'smtps')).toEqual(['password-unencrypted', 'message-unencrypted'])
      expect(codes('inject-session', 'submission')).toContain('injected-reply-used')
      expect(codes('tls-1-0', 'smtps')).toEqual(['weak-tls-accepted'])
      expect(codes('mail-550', 'relay')).toEqual(['retried-for-good', 'failure-not-reported'])
      expect(codes('rcpt-one-550', 'relay')).toEqual(['recipient-not-reported'])
      expect(codes('quit-421', 'relay')).toEqual(['false-alarm'])
      expect(codes('cut-rst-body', 'relay')).toEqual(['failure-not-reported'])
    },
    limitMs,
  )
})
