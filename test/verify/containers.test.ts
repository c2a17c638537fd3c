import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/base/passed-in.ts'
import { styleFor } from '../../src/cli/print/style.ts'
import { summaryReport } from '../../src/cli/print/verify/summary-report.ts'
import { terminalReport } from '../../src/cli/print/verify/terminal-report.ts'
import { commandClient } from '../../src/verify/client/command.ts'
import { labelled } from '../../src/verify/client/containers.ts'
import { watchMachine } from '../../src/verify/run/machine.ts'
import { htmlFormat } from '../../src/verify/reports/html/html.ts'
import { junitFormat } from '../../src/verify/reports/junit.ts'
import { markdownFormat } from '../../src/verify/reports/markdown.ts'
import { sarifFormat } from '../../src/verify/reports/sarif.ts'
import { verified } from './support/run-verify.ts'

const fake = fileURLToPath(new URL('clients/fake-docker.mjs', import.meta.url))
let folder = ''
let state = ''

/** A program called docker that is our stand-in. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fourport-containers-'))
  state = join(folder, 'state')
  mkdirSync(state)
  const docker = join(folder, 'docker')
  writeFileSync(docker, `#!/bin/sh\nexec "${process.execPath}" "${fake}" "$@"\n`)
  chmodSync(docker, 0o755)
})

afterEach(() => {
  for (const name of readdirSync(state)) {
    const { pid } = JSON.parse(readFileSync(join(state, name), 'utf8')) as { readonly pid: number }
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended.
    }
  }
  rmSync(folder, { recursive: true })
})

/** On one port, at one server. */
async function ran(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const command = [join(folder, 'docker'), ...words]
  const client = commandClient(command, { env: { FAKE_DOCKER: state, ...env }, presets: [], caEnv: false })
  return verified(['good'], client, {
    ports: ['smtps'],
    limitMs: words.includes('hangs') ? 8000 : 20_000,
    machine: watchMachine(systemClock, () => 0),
  })
}

const called = () => readdirSync(state)

describe.skipIf(platform() === 'win32')('a command that runs a container', () => {
  it('which ends with it, leaves nothing to report', async () => {
    const report = await ran(['run', '--rm', 'sends'])
    expect(report.notes).toBeUndefined()
    expect(report).toMatchObject({ verified: true, client: expect.stringMatching(/docker run --rm sends$/) })
  })

  it('and leaves it running, is named with what to write, in every form of the report', async () => {
    const report = await ran(['run', '--rm', 'hangs'])
    // On a late machine its run is repeated alone, and two are left.
    const names = called()
    expect(names.length).toBeGreaterThan(0)
    expect(report.notes).toHaveLength(1)
    for (const name of names) expect(report.notes?.[0]).toContain(name)
    expect(report.notes?.[0]).toMatch(
      /^(?:The container|\d containers) .* still running after the time of its run was over, as the first process of a container ignores SIGTERM unless it handles it: add --init to docker run\. To remove what was left: docker rm --force \$\(docker ps --all --quiet --filter label=fourport\.verify=[0-9a-f]{12}\)$/,
    )
    const style = styleFor({ isTTY: false }, 'never')
    for (const written of [
      summaryReport(report, style).join('\n'),
      terminalReport(report, style).join('\n'),
      ...[htmlFormat, junitFormat, markdownFormat, sarifFormat].map((format) => format.write(report)),
    ]) {
      expect(written.replace(/\s+/g, ' ').replaceAll('\\', '')).toContain(names[0])
      expect(written.replace(/\s+/g, ' ').replaceAll('\\', '')).toContain('--init to docker run')
    }
  })

  it('and ends it, as --init has it do, leaves nothing to report', async () => {
    expect((await ran(['run', '--init', '--rm', 'hangs'])).notes).toBeUndefined()
  })

  it('and leaves it there when it has ended, is told of --rm', async () => {
    const report = await ran(['run', 'sends'])
    expect(report.notes?.[0]).toContain(`The container ${called()[0]} was left after it had ended: add --rm`)
  })

  it('of which nobody can say what was left, says so', async () => {
    const report = await ran(['run', '--rm', 'sends'], { FAKE_DOCKER_FAILS: 'yes' })
    expect(report.notes?.[0]).toMatch(/^It is unknown whether containers were left: docker ps failed: /)
  })
})

describe('the label on a container', () => {
  it.each([
    [['docker', 'run', '-i', 'x'], 2],
    [['/usr/bin/podman', '--url', 'run', 'container', 'run', 'x'], 5],
    [['docker', 'compose', '-f', 'a.yml', 'run', 'app', 'run'], 5],
    [['docker.exe', '--context=far', 'run', 'x'], 3],
  ])('is an option of %j', (command, at) => {
    const words = labelled(command).command
    expect(words.slice(at, at + 2)).toEqual(['--label', expect.stringMatching(/^fourport\.verify=\w+$/)])
    expect(words.toSpliced(at, 2)).toEqual(command)
  })

  it.each([
    [['docker', 'exec', 'app', 'run']],
    [['docker', 'start', '-a', 'run']],
    [['node', 'docker', 'run']],
    [['docker']],
  ])('is not given where none is run: %j', (command) => {
    expect(labelled(command).command).toEqual(command)
  })
})
