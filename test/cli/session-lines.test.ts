import { describe, expect, it } from 'vitest'
import type { LineWriter } from '../../src/cli/print/line-writer.ts'
import { styleFor } from '../../src/cli/print/style.ts'
import { terminalPresenter } from '../../src/cli/print/terminal-presenter.ts'
import { codeLine } from '../../src/cli/print/code-line.ts'
import { shortest } from '../../src/cli/print/shortest.ts'
import { columnsOf, visible } from '../../src/cli/print/visible.ts'
import { cases } from '../diagnosis/cases.ts'
import { readFacts } from '../../src/diagnosis/facts.ts'
import { diagnose, judge } from '../../src/diagnosis/diagnose.ts'
import type { Verdict } from '../../src/model/finding.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { readRecordings } from '../support/clients/recording.ts'
import { transcript } from '../diagnosis/support/transcript.ts'

const options = await resolveOptions([], 'command')

/** What the terminal shows of a session, where the page is at this address, or off. */
function printed(
  record: SessionRecord,
  verdict: Verdict,
  url: string | null = 'http://127.0.0.1:8025/',
  columns = 80,
): string {
  const { shown, presenter } = terminal(url, columns)
  presenter.session(record, verdict)
  return shown.join('\n')
}

/** A terminal that has shown its board. */
function terminal(url: string | null, columns = 80) {
  const shown: string[] = []
  const out: LineWriter = {
    line: (text) => void shown.push(text),
    lines: (texts) => void shown.push(...texts),
    dropped: 0,
    flush: async () => {},
  }
  const presenter = terminalPresenter(out, options, styleFor({ columns }, 'never'))
  presenter.ready({
    listeners: [],
    ca: null,
    http: url === null ? null : { url },
    warnings: [],
    faults: [],
  } as never)
  shown.length = 0
  return { shown, presenter }
}

/** A client that opened the port for STARTTLS with so many cipher suites, and showed nothing else. */
function startsTlsAtOnce(ciphers: number): SessionRecord {
  return transcript(
    'submission',
    `hello sni=localhost unexpected ciphers=${ciphers}\nS: 421 4.3.0 no\nclose client fin`,
  )
}

/** Lines of sentences that do not fit. Code and addresses are to be copied, and wrap by themselves. */
function widerThan(columns: number, text: string, { findings }: Verdict): readonly string[] {
  const copied = new Set(
    findings.flatMap(({ snippets, docs }) => [
      ...snippets.flatMap(({ code }) => code.split('\n').map((line) => codeLine(line).trim())),
      docs,
      shortest(docs),
    ]),
  )
  return text.split('\n').filter((line) => columnsOf(line) > columns && !copied.has(line.trim()))
}

describe('a session in the terminal', () => {
  it.each([
    ['Go', 19, ['Go net/smtp']],
    ['Java', 31, ['Jakarta Mail', 'Spring Boot']],
    ['PHP', 68, ['PHPMailer', 'Laravel']],
    ['OpenSSL', 30, ['Python smtplib', 'Ruby net-smtp', 'curl']],
  ] as const)(
    'of a client that shows no more than its TLS library, %s, has likely lines',
    (_, ciphers, labels) => {
      const record = startsTlsAtOnce(ciphers)
      const verdict = diagnose(record)
      expect(verdict.client).toBeNull()
      const text = printed(record, verdict)
      expect(text).toContain('encryption:  STARTTLS, required')
      expect([...text.matchAll(/If it is (.*):$/gm)].map(([, label]) => label)).toEqual(labels)
    },
  )

  it('has no library of its own for a client that shows nothing', () => {
    const record = startsTlsAtOnce(7)
    const text = printed(record, diagnose(record))
    expect(text).toContain('encryption:  STARTTLS, required')
    expect(text).not.toContain('If it is')
  })

  it.each([
    ['smtplib', 'Django', ['EMAIL_HOST = ', '# cat /etc/ssl/certs/ca-certificates.crt ', '# start Django with SSL_CERT_FILE=']],
    ['symfony', 'Laravel', ['MAIL_HOST=', '; cat /etc/ssl/certs/ca-certificates.crt ', 'openssl.cafile = ']],
    ['net-smtp', 'Rails (Action Mailer)', ['config.action_mailer.smtp_settings', 'ca_file: ']],
    ['jakarta-mail', 'Spring Boot', ['spring.mail.host=', 'spring.mail.ssl.bundle=fourport', 'cp "$JAVA_HOME/lib/security/cacerts" fourport.keystore']],
  ] as const)('of %s has the settings of %s too, with how it trusts the CA beside the others', (library, label, lines) => {
    const record = transcript('smtps', 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin')
    const client = { library, label: library, confidence: 'likely' as const, marks: [] }
    const { findings } = judge(readFacts(record), { client, earlierClient: null, stack: null })
    const text = printed(record, { ...diagnose(record), findings })
    expect(text).toContain(`If it is ${label}:`)
    const own = text.slice(text.indexOf(`If it is ${label}:`))
    for (const line of lines) expect(own).toContain(line)
  }) // prettier-ignore

  it('of a scan is shown with all others of it in one line', () => {
    const { shown, presenter } = terminal(null)
    const scan = { outcome: 'probe', summary: 'Probe: a scan, 3 TLS handshakes without a word', findings: [] }
    for (const host of ['127.0.0.1', '127.0.0.1', '192.0.2.9', '127.0.0.1'])
      presenter.session({ ...startsTlsAtOnce(19), remote: { host, port: 1 } }, scan as unknown as Verdict)
    expect(shown).toEqual([])
    presenter.flush()
    expect(shown.map((line) => line.slice(line.indexOf('·')))).toEqual([
      '· Probe: a scan, 3 sessions from 127.0.0.1',
      '· Probe: a scan, 1 session from 192.0.2.9',
    ])
  })

  it('leads to the whole of it on the page, if there is one', () => {
    const record = startsTlsAtOnce(19)
    const verdict = diagnose(record)
    expect(printed(record, verdict)).toContain(`http://127.0.0.1:8025/#/sessions/${record.id}`)
    expect(printed(record, verdict, null)).not.toContain('#/sessions/')
  })

  it.each([80, 60, 40])(
    'has every finding whole at %i columns, and no line of a sentence that is wider',
    (columns) => {
      for (const { record, says } of cases) {
        const verdict = diagnose(record)
        const text = printed(record, verdict, null, columns)
        const joined = text.replaceAll(/\s/g, '')
        const sentences = verdict.findings.flatMap(({ severity, saw, why, fix }) =>
          severity === 'note' ? [saw] : [saw, why, fix],
        )
        for (const sentence of [verdict.summary, ...sentences])
          expect(joined, says).toContain(visible(sentence).replaceAll(/\s/g, ''))
        for (const line of widerThan(columns, text, verdict)) expect.fail(`${says}: ${line}`)
      }
    },
  )

  it('has no wider line of a sentence in any recording either', () => {
    const sessions = (['suite', 'others', 'wire'] as const).flatMap((kind) =>
      readRecordings(kind).flatMap((recording) => recording.sessions),
    )
    expect(sessions.length).toBeGreaterThan(1_000)
    for (const session of sessions) {
      const verdict = diagnose(session)
      expect(widerThan(80, printed(session, verdict), verdict)).toEqual([])
    }
  }, 120_000)

  it('never cuts what went wrong on purpose', () => {
    const title =
      'a scenario with a title that is somewhat longer than a line of a screen, and which ends with the reason'
    const record = {
      ...startsTlsAtOnce(19),
      scenario: { name: 'long', group: 'server', title },
    } as SessionRecord
    const text = printed(record, diagnose(record), null, 60)
    expect(text.replaceAll(/\s+/g, ' ')).toContain(`by scenario long: ${title}`)
  })

  it('never cuts what it came to', () => {
    const record = startsTlsAtOnce(19)
    const verdict = diagnose(record)
    const summary =
      'A cause in so many words that eighty columns have no room for all of them, which ends with the reason'
    const text = printed(record, { ...verdict, findings: [], summary })
    expect(text.replace(/\s+/g, ' ')).toContain(summary)
    for (const line of text.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(80)
  })
})
