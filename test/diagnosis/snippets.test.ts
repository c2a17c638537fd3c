import { describe, expect, test } from 'vitest'
import { libraries } from '../../src/diagnosis/fixes/libraries.ts'
import type { FixTarget } from '../../src/diagnosis/fixes/library.ts'
import { allSnippets, setupSnippets } from '../../src/diagnosis/snippets.ts'
import type { FixKind } from '../../src/diagnosis/fix-kind.ts'
import { transcript, ownLeaf } from './support/transcript.ts'
import { startsImplicitly } from './support/passages.ts'

const target: FixTarget = {
  host: 'localhost',
  port: 10587,
  tls: 'starttls',
  caFile: '/certs/ca.pem',
  serverName: null,
  login: true,
  user: 'me@example.com',
}
const fixKinds: readonly FixKind[] = [
  'port',
  'trust-ca',
  'host-name',
  'login',
  'no-login',
  'tls-version',
  'time-out',
]

describe.each(libraries.map((library) => [library.id, library] as const))('%s', (_id, library) => {
  test.each(['none', 'implicit', 'starttls'] as const)('%s: host and port are the user’s own', (tls) => {
    const code = library.fix('port', { ...target, tls })
    expect(code).toContain('localhost')
    expect(code).toContain('10587')
    expect(code.includes('/certs/ca.pem')).toBe(tls !== 'none')
  })

  test('the three ways to TLS are three different texts', () => {
    const codes = (['none', 'implicit', 'starttls'] as const).map((tls) =>
      library.fix('port', { ...target, tls }),
    )
    expect(new Set(codes).size).toBe(3)
  })

  test('a login has the user, and never a password of its own', () => {
    expect(decodeURIComponent(library.fix('login', target).replaceAll('%', '%25'))).toMatch(
      /me(?:@|%40)example\.com|spring\.mail\.username|mail\.smtp\.auth/,
    )
    expect(library.fix('no-login', { ...target, login: false })).not.toMatch(/SMTP_PASS|PASSWORD@/)
  })

  test.each(fixKinds)('%s: no line is longer than a reader can take in', (fixKind) => {
    for (const line of library.fix(fixKind, target).split('\n')) expect(line.length).toBeLessThanOrEqual(132)
  })
})

test('a hostile user name stays inside its literal', () => {
  const hostile = `'"; $(touch x) \`id\` \n\u001b[2J`
  const codes = setupSnippets({ ...target, user: hostile })
  for (const { library, code } of codes) {
    expect(code, library).not.toContain('\u001b')
    expect(code, library).not.toContain('$(touch x) `id` \n')
  }
  const shell = codes.find(({ library }) => library === 'curl')?.code
  expect(shell).toContain(`--user ''\\''"; $(touch x) \`id\` ··[2J':"$SMTP_PASS"`)
})

test('the name a client asked for is its host, where the certificate holds it', () => {
  const record = transcript('smtps', startsImplicitly.replace('sni=localhost', 'sni=mail.test'), {
    leaf: { ...ownLeaf, names: ['mail.test'] },
  })
  expect(allSnippets('login-missing', record, null)[0]?.code).toContain("host: 'mail.test'")
})

test('where the certificate does not hold the host, a fix verifies a name it holds', () => {
  const record = transcript('smtps', 'hello sni=localhost\nalert 42 bad_certificate\nclose client fin', {
    leaf: { ...ownLeaf, names: ['other.test'] },
  })
  expect(allSnippets('certificate-name-mismatch', record, null)[0]?.code).toContain(
    "servername: 'other.test'",
  )
})

test('a finding that no setting mends has no snippets', () => {
  expect(allSnippets('http-on-smtp-port', transcript('relay', ''), null)).toEqual([])
  expect(allSnippets('not-a-finding', transcript('relay', ''), null)).toEqual([])
})

test.each([
  [['localhost', '127.0.0.1'], 'localhost'],
  [['127.0.0.1'], '127.0.0.1'],
])('a listener on 127.0.0.1 whose certificate holds %j is called %s', (names, host) => {
  const record = transcript('smtps', 'hello\nalert 42 bad_certificate\nclose client fin', {
    leaf: { ...ownLeaf, names },
  })
  for (const { code, label } of allSnippets('certificate-rejected-any', record, null))
    expect(code.includes('localhost'), label).toBe(host === 'localhost')
})
