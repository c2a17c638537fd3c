import { describe, expect, test } from 'vitest'
import { describeFinding } from '../../src/diagnosis/catalogue.ts'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { libraries } from '../../src/diagnosis/fixes/libraries.ts'
import { plainSettings } from '../../src/diagnosis/fixes/plain-settings.ts'
import { allSnippets } from '../../src/diagnosis/snippets.ts'
import type { Finding, FixSnippet } from '../../src/model/finding.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { cases } from './cases.ts'

interface Printed {
  readonly says: string
  readonly record: SessionRecord
  readonly finding: Finding
  readonly snippets: readonly FixSnippet[]
}

/** Every finding of every example that settings fix, with the settings of every library. */
const printed: readonly Printed[] = cases.flatMap(({ says, record }) =>
  diagnose(record)
    .findings.filter(({ id }) => describeFinding(id)!.fixKind !== null)
    .map((finding) => ({ says, record, finding, snippets: allSnippets(finding.id, record, null) })),
)

/** Names as they stand in code: a backslash, a quote or an @ may be escaped there. */
const plain = (code: string): string => decodeURIComponent(code.replace(/%(?![\dA-F]{2})/gi, '%25'))
const loginLines = /SMTP_PASS|:PASSWORD\b/

test('every finding that settings fix is among the examples', () => {
  const ids = new Set(printed.map(({ finding }) => finding.id))
  expect(ids.size).toBeGreaterThan(25)
  for (const { snippets } of printed) expect(snippets).toHaveLength(libraries.length)
})

describe.each(printed)('$finding.id of $says', ({ record, finding, snippets }) => {
  const { port } = record
  const named = /\buser "([^"…]+)"/.exec(finding.saw)?.[1]
  const asked = record.clientHello?.sni ?? null

  test('has the port, and the host where the certificate is for it', () => {
    for (const { code, library } of snippets) {
      expect(code, library).toContain(`${port.port}`)
      if (asked !== null && record.leaf?.names.includes(asked) === true)
        expect(code, library).toContain(asked)
    }
  })

  test('has the user that the sentence names, and no other', () => {
    if (named === undefined) return
    for (const { code, library } of snippets.filter(({ code }) => loginLines.test(code)))
      expect(plain(code), library).toContain(named)
  })

  test('keeps a login that the session did not get to', () => {
    const triedOrSent =
      record.messages.length > 0 ||
      record.entries.some(
        (entry) =>
          entry.kind === 'auth' || (entry.kind === 'command' && entry.verb === 'MAIL' && entry.secure),
      )
    if (port.auth === 'off' || triedOrSent || describeFinding(finding.id)!.fixKind === 'no-login') return
    for (const { code, library } of snippets) {
      if (library === plainSettings.id) expect(code).toMatch(/login: +(?:as it is now|.* with its password)/)
      else expect(code, library).toMatch(loginLines)
    }
  })
})
