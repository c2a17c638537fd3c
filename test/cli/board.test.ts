import { describe, expect, it } from 'vitest'
import type { Fault, FaultState } from '../../src/model/fault.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { BoundPort } from '../../src/model/port-profile.ts'
import { profiles } from '../../src/model/port-profile.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { board } from '../../src/cli/print/board.ts'
import { findingLines } from '../../src/cli/print/finding-lines.ts'
import { styleFor } from '../../src/cli/print/style.ts'
import { columnsOf } from '../../src/cli/print/visible.ts'

const plain = styleFor({ isTTY: false }, 'auto')
const colourful = styleFor({ isTTY: false }, 'always')

const bound = (profile: keyof typeof profiles, port: number, changes: Partial<BoundPort> = {}): BoundPort => {
  const { tls, tlsRequired, auth } = profiles[profile]
  return {
    name: profile,
    profile,
    host: '127.0.0.1',
    addresses: ['127.0.0.1', '::1'],
    port,
    tls,
    tlsRequired,
    auth,
    ...changes,
  }
}
const four = [
  bound('relay', 25),
  bound('smtps', 465),
  bound('submission', 587),
  bound('submission-alt', 2525),
]
const facts = {
  ca: { file: '/data/fourport/ca.pem' },
  http: { url: 'http://127.0.0.1:8025/' },
  warnings: [],
  faults: [],
}
const options = await resolveOptions([], 'command')

describe('the board', () => {
  it('of an earlier run has its page and its file', async () => {
    const earlier = await resolveOptions(
      [{ source: 'command line', values: { store: '/data/run.db', readOnly: true } }],
      'command',
    )
    expect(board({ ...facts, ca: null, listeners: [] }, earlier, '1.2.3', plain)).toEqual([
      '  Fourport 1.2.3',
      '',
      '  Page  http://127.0.0.1:8025/',
      '  Store   /data/run.db  read-only',
      '',
    ])
  })

  it('tells number, mode and what a client sets', () => {
    expect(board({ ...facts, listeners: four }, options, '1.2.3', plain)).toEqual([
      '  Fourport 1.2.3  on 127.0.0.1, ::1',
      '',
      '  Port   Name             TLS                 What a client sets',
      '  25     relay            none                no encryption, no login',
      '  465    smtps            implicit            SSL/TLS, login optional',
      '  587    submission       STARTTLS required   STARTTLS, login optional',
      '  2525   submission-alt   STARTTLS required   STARTTLS, login optional',
      '',
      '  Page  http://127.0.0.1:8025/',
      '  CA    /data/fourport/ca.pem  to trust it: fourport ca',
      '  Memory  up to 256 MiB of messages, 64 MiB of sessions',
      '',
    ])
  })

  it('says that faults are set, and the seed of what falls by chance', () => {
    const set = (fault: Fault, seed?: number): FaultState => ({
      id: 'f1',
      fault,
      fired: 0,
      state: 'set',
      ...(seed !== undefined && { seed }),
    })
    const refusal = set({ at: 'RCPT', reply: { code: 451 } })
    const chance = set({ at: 'dot', probability: 20, reply: { code: 452 } }, 4_294_967_295)
    const shown = (faults: readonly FaultState[]): string | undefined =>
      board({ ...facts, listeners: four, faults }, options, '1.2.3', plain).find((line) =>
        line.startsWith('  Fault'),
      )
    expect(shown([])).toBeUndefined()
    expect(shown([refusal])).toBe('  Fault 1 set on purpose')
    expect(shown([refusal, chance])).toBe(
      '  Fault 2 set on purpose; --fault-seed 4294967295 repeats what chance decides',
    )
  })

  it('says what a listener is on purpose', async () => {
    const given = { scenarios: ['submission=cert-expired'] }
    const resolved = await resolveOptions([{ source: 'command line', values: given }], 'command')
    const lines = board({ ...facts, listeners: four }, resolved, '1.2.3', plain)
    expect(lines[5]).toBe('  587    submission       STARTTLS required   cert-expired, on purpose')
  })

  it('says how much is kept where memory is short', async () => {
    const MiB = 1024 ** 2
    const limits = { heapBytes: 211 * MiB, processBytes: 256 * MiB, processKind: 'container' } as const
    const lines = board(
      { ...facts, listeners: four },
      await resolveOptions([], 'command', limits),
      '1.2.3',
      plain,
    )
    expect(lines.slice(-2)).toEqual([
      '  Memory  up to 51 MiB of messages, 3.8 MiB of sessions (in a container of 256 MiB)',
      '',
    ])
  })

  it('says which file keeps the mail', async () => {
    const given = { store: '/data/mail.db', maxMessageBytes: '20GB', maxMessages: 1_000_000 }
    const resolved = await resolveOptions([{ source: 'command line', values: given }], 'command')
    const lines = board({ ...facts, listeners: four }, resolved, '1.2.3', plain)
    expect(lines.slice(-2)).toEqual(['  Store   /data/mail.db  up to 1,000,000 messages, 20480 MiB', ''])
  })

  it('shows numbers that had to move, STARTTLS on relay, listeners of one’s own, and warnings', async () => {
    const listeners = [
      bound('relay', 10_025, { tls: 'starttls' }),
      bound('smtps', 10_465, { auth: 'required' }),
      ...four.slice(2),
      bound('relay', 49_152, { name: 'a-long-name-of-my-own' }),
    ]
    const own = {
      listeners: [{ name: 'a-long-name-of-my-own', profile: 'relay', port: 0 }],
      relayStartTls: true,
    }
    const resolved = await resolveOptions([{ source: 'command line', values: own }], 'command')
    const warnings = ['Port 25 (relay) needs rights this user does not have; it answers on 10025 instead.']
    const lines = board({ ...facts, warnings, listeners }, resolved, '1.2.3', plain)
    expect(lines.slice(3, 8)).toEqual([
      '  25 → 10025    relay             STARTTLS offered    STARTTLS or none, no login',
      '  465 → 10465   smtps             implicit            SSL/TLS, login required',
      '  587           submission        STARTTLS required   STARTTLS, login optional',
      '  2525          submission-alt    STARTTLS required   STARTTLS, login optional',
      '  49152         a-long-name-of…   none                no encryption, no login',
    ])
    expect(lines.join('\n')).toContain('! Port 25 (relay) needs rights')
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(80)
  })

  it('is the same in colour', () => {
    const escape = new RegExp(`${String.fromCodePoint(27)}\\[\\d+m`, 'g')
    const coloured = board({ ...facts, listeners: four }, options, '1.2.3', colourful)
    expect(coloured.map((line) => line.replace(escape, ''))).toEqual(
      board({ ...facts, listeners: four }, options, '1.2.3', plain),
    )
  })
})

describe('findings in the terminal', () => {
  const finding = (changes: Partial<Finding>): Finding => ({
    id: 'starttls-not-used',
    severity: 'error',
    confidence: 'certain',
    saw: 'We saw MAIL in clear.',
    why: 'This port wants TLS first.',
    fix: 'Turn STARTTLS on.',
    snippets: [{ library: 'nodemailer', label: 'Nodemailer', language: 'js', code: 'requireTLS: true,' }],
    evidence: [],
    messages: [],
    client: { library: 'nodemailer', label: 'Nodemailer', confidence: 'certain', marks: [] },
    sessionId: 's1',
    profile: 'submission',
    port: 587,
    docs: 'docs/findings.md#starttls-not-used',
    ...changes,
  })

  it('say what, why, and the line to write; the same line once, a note in one', () => {
    const note = finding({ id: 'message-without-date', severity: 'note', saw: 'The message has no Date.' })
    const warning = finding({ severity: 'warning', client: null })
    expect(findingLines([finding({}), warning, note], plain)).toEqual([
      '      ✗ We saw MAIL in clear.',
      '        This port wants TLS first.',
      '      → Turn STARTTLS on.',
      '        In Nodemailer:',
      '          requireTLS: true,',
      '        docs/findings.md#starttls-not-used',
      '',
      '      ! We saw MAIL in clear.',
      '        This port wants TLS first.',
      '      → Turn STARTTLS on.',
      '        docs/findings.md#starttls-not-used',
      '',
      '      i The message has no Date. (message-without-date)',
    ])
  })

  it('let nothing of a client’s move the cursor', () => {
    const saw = `"${String.fromCodePoint(27)}[2Jx" came`
    expect(findingLines([finding({ saw })], plain).join('')).not.toContain(String.fromCodePoint(27))
  })
})
