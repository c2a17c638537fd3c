import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../src/index.ts'
import { runProcess } from '../support/clients/run-process.ts'
import { whyNot } from '../support/programs/programs.ts'
import { usualServer } from './support/usual-server.ts'

const usual = usualServer()

/** Each makes dozens of handshakes that fail on purpose, within seconds, and looks for other protocols beside. */
const scans = [
  { program: 'sslscan', key: 'smtps', args: (port: number) => [`localhost:${port}`] },
  { program: 'sslscan', key: 'submission', args: (port: number) => ['--starttls-smtp', `localhost:${port}`] },
  // Nmap starts TLS by STARTTLS on the usual numbers of SMTP alone.
  {
    program: 'nmap',
    key: 'smtps',
    args: (port: number) => ['-Pn', '--script', '+ssl-enum-ciphers', '-p', `${port}`, 'localhost'],
  },
  { program: 'gnutls-cli-debug', key: 'smtps', args: (port: number) => ['-p', `${port}`, 'localhost'] },
  {
    program: 'gnutls-cli-debug',
    key: 'submission',
    args: (port: number) => ['--starttls-proto=smtp', '-p', `${port}`, 'localhost'],
  },
] as const

describe.each(scans)('$program on $key', { timeout: 120_000 }, ({ program, key, args }) => {
  test.skipIf(whyNot(program) !== null)('is one scan, and nothing of it is blamed', async () => {
    const { port } = usual.server.ports[key]
    await runProcess(program, args(port), { limitMs: 100_000 })
    const sessions = await usual.newSessions(20)
    const verdicts = await Promise.all(sessions.map((session) => usual.server.verdict(session)))
    const blamed = verdicts.flatMap(({ findings }) => findings).filter(({ severity }) => severity !== 'note')
    expect(blamed.map(({ id }) => id)).toEqual([])
    expect(verdicts.filter(isOfScan).length).toBeGreaterThan(20)
  })
})

const four = ['relay', 'smtps', 'submission', 'submissionAlt'] as const

describe('nmap -sV over all four ports', { timeout: 240_000 }, () => {
  test.skipIf(whyNot('nmap') !== null)('is one scan of each, and nothing of it is blamed', async () => {
    const ports = four.map((key) => usual.server.ports[key].port)
    const args = ['-Pn', '-sV', '-p', ports.join(','), 'localhost']
    await runProcess('nmap', args, { limitMs: 220_000 })
    // What scanned the same ports before them is no part of it.
    const sessions = await usual.newSessions(12)
    const verdicts = await Promise.all(sessions.map((session) => usual.server.verdict(session)))
    const blamed = verdicts.flatMap(({ findings }) => findings).filter(({ severity }) => severity !== 'note')
    expect(blamed.map(({ id, saw }) => `${id}: ${saw}`)).toEqual([])
    for (const key of four) {
      const own = verdicts.filter((_, at) => sessions[at]?.port.name === usual.server.ports[key].name)
      const openings = own.filter(({ summary }) => /^Probe: a scan, \d+ sessions that try/.test(summary))
      expect(openings.length, key).toBeGreaterThan(2)
    }
  })
})

function isOfScan({ outcome, summary }: Verdict): boolean {
  return outcome === 'probe' && /^Probe: a scan, \d+ TLS handshakes without a word$/.test(summary)
}
