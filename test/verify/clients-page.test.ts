import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { spawn, spawnSync } from '../support/programs/processes.ts'
import { verifiedClients } from '../../scripts/verify-clients/clients.ts'
import { answerTo, cellsOf, exposing, telling } from '../../scripts/verify-clients/columns.ts'
import { measure } from '../../scripts/verify-clients/measure.ts'
import { allMeasured, inGeneral, injectedRow, withPart } from '../../scripts/verify-clients/measured.ts'
import { pageOf, writePage, writtenPage } from '../../scripts/verify-clients/page.ts'
import { whyNotCurrent } from '../support/clients/current.ts'

const measured = allMeasured()
const column = (head: string) => [...exposing, ...telling].find((one) => one.head === head)!
const answers = (head: string, cells: Parameters<typeof cellsOf>[0]): string =>
  answerTo(column(head), cellsOf(cells))

describe('docs/clients.md', () => {
  it('says what was measured, and nothing else (UPDATE_DOCS=1 writes it)', async () => {
    if (process.env['UPDATE_DOCS'] === '1') await writePage()
    expect(writtenPage()).toBe(await pageOf(measured))
  })

  it('is of clients that can be measured again', () => {
    const names = verifiedClients.map(({ name }) => name)
    expect(measured.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  it('names the packages that are to be there for it, each in one list', () => {
    const lists = ['.ci/client-packages', 'scripts/verify-clients/debian-packages']
    const names = lists.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(writtenPage()).toContain(`apt-get install --no-install-recommends $(cat ${lists.join(' ')})`)
  })

  it('tells each client’s settings as they are', () => {
    for (const { name, settings } of measured) {
      const client = verifiedClients.find((one) => one.name === name)
      const told = client?.settings.map((one) => ({ names: one.names, told: one.told }))
      expect(
        settings.map((one) => ({ names: one.names, told: one.told })),
        name,
      ).toEqual(told)
    }
  })

  it('has an anchor for each name', () => {
    const page = writtenPage()
    const anchors = [...page.matchAll(/^### (.*)$/gm)].map(([, heading = '']) => heading.replaceAll('.', ''))
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor)
    expect(links.filter((anchor) => !anchors.includes(anchor ?? ''))).toEqual([])
  })
})

describe('a column', () => {
  it('names what a client takes, where that is not all', () => {
    const expired = { smtps: 'failed: not verified (password-to-unproven-server)' }
    const rest = { smtps: 'passed: reported' }
    expect(answers('certificates, 465', { 'cert-expired': expired })).toBe('✗ not checked')
    expect(answers('certificates, 465', { 'cert-expired': expired, 'cert-wrong-host': rest })).toBe(
      '✗ accepts `cert-expired`',
    )
    expect(answers('certificates, 465', { 'cert-wrong-host': rest })).toBe('✓ checked')
    expect(answers('certificates, 587', { 'cert-wrong-host': rest })).toBe('–')
  })

  it('praises nobody who delivers nowhere', () => {
    expect(answers('certificates, 465', { 'cert-expired': { smtps: 'unproven: control fails' } })).toBe('?')
  })

  it('leaves out what standards leave open', () => {
    expect(answers('certificates, 465', { 'cert-cn-only': { smtps: 'observed: delivered' } })).toBe('–')
  })
})

describe('what was injected', () => {
  const fine = { submission: 'passed: delivered' }
  const used = { submission: 'failed: reply used (injected-reply-used)' }
  it.each([
    [{ 'inject-ehlo': fine, 'inject-session': used, 'inject-login': fine }, used],
    [{ 'inject-ehlo': fine, 'inject-session': fine, 'inject-login': fine }, fine],
  ])('is one row, the worst of %j', (rows, row) => {
    expect(inGeneral({ good: fine, ...rows, 'inject-fragment': fine })).toEqual({
      good: fine,
      'inject-fragment': fine,
      [injectedRow]: row,
    })
    expect(answers('input before TLS', inGeneral(rows))).toBe(row === used ? '✗ used' : '✓ discarded')
  })
})

describe('a part that is measured anew', () => {
  const cells = (smtps: string) => ({ good: { smtps }, 'cert-sha1': { smtps }, [injectedRow]: { smtps } })
  const settings = (told: string, smtps: string) => [
    { names: ['defaults'] as const, told, cells: cells(smtps) },
  ]
  const kept = { ...measured[0]!, version: '1', settings: settings('`--tls`', 'then') }

  it('takes the place of what was kept of the same, but for what is injected', () => {
    const part = withPart(kept, '1', [
      { ...settings('`--tls`', 'now')[0]!, cells: { good: { smtps: 'now' } } },
    ])
    expect(part?.settings[0]?.cells).toEqual({ ...cells('then'), good: { smtps: 'now' } })
    const whole = withPart(kept, '1', settings('`--tls`', 'now'))
    expect(whole?.settings[0]?.cells).toEqual({ ...cells('now'), [injectedRow]: { smtps: 'then' } })
  })

  it('takes the place of no other version, and of nothing that was told something else', () => {
    expect(withPart(kept, '2', settings('`--tls`', 'now'))).toBeNull()
    expect(withPart(kept, '1', settings('`--ssl`', 'now'))).toBeNull()
  })
})

describe('a measurement', () => {
  it.each([
    ['two', '--parallel is "two"; expected a whole number from 1 to 99.\n'],
    ['0', '--parallel is "0"; expected a whole number from 1 to 99.\n'],
  ])('is not begun with --parallel %s', (parallel, words) => {
    const script = 'scripts/verify-clients/verify-clients.js'
    const args = [script, 'curl', '--scenarios', 'good', '--parallel', parallel]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: words })
  })
})

const nodemailer = verifiedClients.find(({ name }) => name === 'nodemailer')!
const few = ['good', 'cert-expired', 'starttls-absent', 'inject-*', 'rcpt-one-550']

describe.skipIf(whyNotCurrent('node') !== null)('nodemailer, measured now', () => {
  it.each(nodemailer.settings.map((settings) => [settings.names.join(' and '), settings] as const))(
    'at its %s does what is kept of it',
    async (_names, settings) => {
      const { signal } = new AbortController()
      const now = await measure(nodemailer, settings, {
        scenarios: few,
        parallel: 4,
        host: 'localhost',
        signal,
      })
      const kept = measured.find(({ name }) => name === 'nodemailer')
      const cells = kept?.settings.find(({ told }) => told === settings.told)?.cells
      expect(Object.keys(now.cells)).toEqual(expect.arrayContaining(few))
      expect(cells).toMatchObject(now.cells)
    },
    120_000,
  )

  it('ends at Ctrl-C, and leaves neither a process nor a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'measured-'))
    const args = ['scripts/verify-clients/verify-clients.js', 'nodemailer', '--scenarios', 'good,dot-slow']
    const script = spawn(process.execPath, args, { env: { ...process.env, TMPDIR: folder } })
    const ended = once(script, 'close')
    const errors = text(script.stderr)
    // The clients that meet `dot-slow` then run for seven seconds, so there is something to end.
    for await (const line of createInterface(script.stdout)) if (/^ {2}good submission /.test(line)) break
    script.kill('SIGINT')
    expect([await ended, await errors]).toEqual([[130, null], ''])
    expect(runningWith(folder)).toEqual([])
    expect(readdirSync(folder)).toEqual([])
  }, 60_000)
})

/** Processes whose environment names this folder, where the system shows that. */
function runningWith(folder: string): readonly string[] {
  if (!existsSync('/proc/self/environ')) return []
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'latin1').includes(folder)
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return false
    }
  })
}
