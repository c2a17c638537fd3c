import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PortKey } from '../support/clients/cases.ts'
import { runProcess } from '../support/clients/run-process.ts'
import { spawn } from '../support/programs/processes.ts'
import { monitoringPlugins, whyNot } from '../support/programs/programs.ts'
import { expectNoBlame } from './support/expect-no-blame.ts'
import { usualServer } from './support/usual-server.ts'

const usual = usualServer()

/** They leave by QUIT, or by closing TCP alone. */
const pluginChecks: readonly { name: string; key: PortKey; args: readonly string[] }[] = [
  { name: 'check_tcp', key: 'relay', args: [] },
  { name: 'check_tcp', key: 'submission', args: ['-e', '220'] },
  { name: 'check_tcp', key: 'smtps', args: ['-S'] },
  { name: 'check_tcp', key: 'smtps', args: ['-S', '-D', '30'] },
  { name: 'check_ssmtp', key: 'smtps', args: [] },
  { name: 'check_smtp', key: 'relay', args: [] },
  { name: 'check_smtp', key: 'relay', args: ['-S'] },
  { name: 'check_smtp', key: 'submission', args: [] },
  { name: 'check_smtp', key: 'submissionAlt', args: ['-S'] },
  { name: 'check_smtp', key: 'submission', args: ['-S', '-D', '30'] },
]

describe('the Monitoring Plugins', { timeout: 60_000 }, () => {
  describe.each(pluginChecks)('$name $args on $key', ({ name, key, args }) => {
    test.skipIf(whyNot('monitoring-plugins') !== null)('is a probe', async () => {
      const { port } = usual.server.ports[key]
      const command = join(monitoringPlugins, name)
      await runProcess(command, ['-H', 'localhost', '-p', `${port}`, ...args], { limitMs: 20_000 })
      await expectNoBlame(usual)
    })
  })
})

describe("monit's checks of SMTP", { timeout: 60_000 }, () => {
  test.skipIf(whyNot('monit') !== null)('are probes', async () => {
    const { relay, smtps } = usual.server.ports
    const scratch = mkdtempSync(join(tmpdir(), 'fourport-monit-'))
    const file = join(scratch, 'monitrc')
    const settings = [
      'set daemon 600',
      ...['log', 'pid', 'id', 'state'].map((what) => `set ${what}file ${join(scratch, what)}`),
      'check host relay with address localhost',
      `  if failed port ${relay.port} protocol smtp then alert`,
      'check host smtps with address localhost',
      `  if failed port ${smtps.port} type tcpssl protocol smtp then alert`,
      `  if failed port ${smtps.port} protocol smtps then alert`,
    ]
    writeFileSync(file, `${settings.join('\n')}\n`, { mode: 0o600 })
    const monit = spawn('monit', ['-I', '-c', file], { stdio: 'ignore' })
    const gone = once(monit, 'close')
    try {
      const sessions = await usual.newSessions(3)
      const verdicts = await Promise.all(sessions.map((session) => usual.server.verdict(session)))
      expect(verdicts.map(({ outcome }) => outcome)).toEqual(['probe', 'probe', 'probe'])
    } finally {
      monit.kill()
      await gone
      rmSync(scratch, { recursive: true })
    }
  })
})
