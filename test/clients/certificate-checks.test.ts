import { describe, expect, test } from 'vitest'
import type { PortKey } from '../support/clients/cases.ts'
import { runProcess } from '../support/clients/run-process.ts'
import { whyNot, type ProgramName } from '../support/programs/programs.ts'
import { expectNoBlame } from './support/expect-no-blame.ts'
import { usualServer } from './support/usual-server.ts'

const usual = usualServer()

interface Check {
  readonly says: string
  readonly program: ProgramName
  readonly key: PortKey
  readonly args: (port: number) => readonly string[]
}

const startTls = ['-starttls', 'smtp', '-brief']

/** Each looks at the certificate and leaves by close_notify, as their end of input has them do. */
const checks: readonly Check[] = [
  {
    says: 'openssl s_client',
    program: 'openssl',
    key: 'smtps',
    args: (port) => ['s_client', '-connect', `localhost:${port}`],
  },
  {
    says: 'openssl s_client -noservername',
    program: 'openssl',
    key: 'smtps',
    args: (port) => ['s_client', '-noservername', '-connect', `localhost:${port}`],
  },
  {
    says: 'openssl s_client -noservername -tls1_2',
    program: 'openssl',
    key: 'smtps',
    args: (port) => ['s_client', '-noservername', '-tls1_2', '-connect', `localhost:${port}`],
  },
  ...['ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES128-SHA256', 'ECDHE-ECDSA-AES256-SHA384'].map(
    (cipher): Check => ({
      says: `openssl s_client with ${cipher}, in CBC`,
      program: 'openssl',
      key: 'smtps',
      args: (port) => ['s_client', '-tls1_2', '-cipher', cipher, '-connect', `localhost:${port}`],
    }),
  ),
  {
    says: 'openssl s_client -starttls',
    program: 'openssl',
    key: 'submission',
    args: (port) => ['s_client', ...startTls, '-connect', `127.0.0.1:${port}`],
  },
  {
    says: 'gnutls-cli, with a name that fits',
    program: 'gnutls-cli',
    key: 'smtps',
    args: (port) => ['--insecure', '--port', `${port}`, 'localhost'],
  },
  {
    says: 'nmap --script ssl-cert',
    program: 'nmap',
    key: 'smtps',
    args: (port) => ['-Pn', '--script', '+ssl-cert', '-p', `${port}`, 'localhost'],
  },
]

describe('a check of the certificate that ends TLS in order is no refusal', { timeout: 60_000 }, () => {
  describe.each(checks)('$says on $key', ({ program, key, args }) => {
    test.skipIf(whyNot(program) !== null)('is a probe, with a note at most', async () => {
      await runProcess(program, args(usual.server.ports[key].port), { limitMs: 40_000 })
      const sessions = await expectNoBlame(usual)
      expect(sessions.some(({ close }) => close?.closeNotify === true)).toBe(true)
    })
  })
})

describe('a name that is not in the certificate', () => {
  test.skipIf(whyNot('openssl') !== null)(
    'is reported all the same, as of a client that refused it',
    async () => {
      // On a port of its own: with the checks of another within seconds it would belong to a scan.
      const { port } = usual.server.ports.submissionAlt
      const name = ['-servername', 'mail.example.org']
      const args = ['s_client', ...startTls, ...name, '-connect', `localhost:${port}`]
      await runProcess('openssl', args, { limitMs: 20_000 })
      const [session] = await usual.newSessions()
      expect(session?.close?.closeNotify).toBe(true)
      const { outcome, findings } = await usual.server.verdict(session!)
      expect(outcome).toBe('findings')
      expect(findings.map(({ id }) => id)).toEqual(['certificate-name-mismatch'])
    },
  )
})
