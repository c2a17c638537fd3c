import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/diagnosis/diagnose.ts'
import { likelyLibraries } from '../../src/diagnosis/fixes/likely-libraries.ts'
import type { MeasuredStack } from '../../src/diagnosis/stacks/measured-stack.ts'
import { tlsStackOf } from '../../src/diagnosis/stacks/tls-stack.ts'
import type { ClientHello } from '../../src/model/tls-facts.ts'
import { transcript } from './support/transcript.ts'

const plaintextAtOnce =
  'first-bytes smtp EHLO app.example\nS: 421 4.3.0 This port speaks TLS\nclose client fin'

const measured = JSON.parse(
  readFileSync(new URL('./support/measured-hellos.json', import.meta.url), 'utf8'),
) as readonly (MeasuredStack & { readonly hello: ClientHello })[]

/** The ClientHello of a program as it was measured. */
function helloOf(settings: string): ClientHello {
  const row = measured.find((one) => one.settings === settings)
  if (row === undefined) throw new Error(`${settings} was not measured`)
  return row.hello
}

const session = transcript('submission', '')
const idsFor = (hello: ClientHello): readonly string[] =>
  likelyLibraries(tlsStackOf(hello), { ...session, clientHello: { ...hello, sni: 'localhost' } }).map(
    ({ id }) => id,
  )

describe('the libraries that a client is likely to use', () => {
  it.each([
    ['dotnet', ['mailkit']],
    ['rustls', ['lettre']],
    ['gnutls', ['msmtp']],
    ['go', ['go']],
    ['java', ['jakarta-mail', 'spring']],
    ['php', ['phpmailer', 'laravel']],
    ['node', ['nodemailer']],
  ] as const)('%s: %j', (stack, ids) => {
    expect(idsFor(measured.find((row) => row.stack === stack)!.hello)).toEqual(ids)
  })

  it.each([
    ['Python 3.11.2', ['smtplib', 'net-smtp']], // Ruby 2.7 looks the same.
    ['Python 3.13.5', ['smtplib', 'swaks']], // Perl on the same OpenSSL too.
    ['Ruby 3.1.2', ['net-smtp']],
    ['Perl IO::Socket::SSL 2.069', ['swaks']],
    ['curl 8.14.1', ['curl']],
    ['pyOpenSSL', ['smtplib', 'net-smtp', 'curl']], // As any program that sets nothing.
    ['Python 3.13.5, TLS 1.3 alone', ['smtplib', 'nodemailer', 'phpmailer']],
  ] as const)('on OpenSSL are those whose fingerprint it shares: %s', (settings, ids) => {
    expect(idsFor(helloOf(settings))).toEqual(ids)
  })

  it('on OpenSSL are the commonest on it, of a fingerprint that nobody has measured', () => {
    const hello = helloOf('Ruby 3.1.2')
    const unknown = { ...hello, ja4: hello.ja4!.replace(/.{12}$/, 'ffffffffffff') }
    expect(idsFor(unknown)).toEqual(['smtplib', 'net-smtp', 'curl'])
  })

  it('on OpenSSL without a server name begin with swaks, which asks for none', () => {
    const hello = { ...helloOf('Perl IO::Socket::SSL 2.069'), sni: null }
    const found = likelyLibraries(tlsStackOf(hello), { ...session, clientHello: hello })
    expect(found.map(({ id }) => id)).toEqual(['swaks', 'smtplib', 'curl'])
  })

  it('are none where there is no TLS to judge by', () => {
    expect(likelyLibraries(null, session)).toEqual([])
  })

  it.each(['swaks', 'curl'])(
    'of one that speaks SMTP to the port for implicit TLS have %s with its line',
    (id) => {
      for (const text of ['after 3000\nhint 421 This port speaks TLS\nclose client fin', plaintextAtOnce]) {
        const [finding] = diagnose(transcript('smtps', text)).findings
        expect(finding?.id).toMatch(/^plaintext-/)
        expect(finding?.snippets.find(({ library }) => library === id)?.code).toMatch(
          id === 'swaks' ? /--tls-on-connect/ : /smtps:\/\/localhost:465/,
        )
      }
    },
  )

  it('are none of what is no mail client at all', () => {
    const http = transcript('smtps', 'first-bytes http GET / HTTP/1.1\nclose server fin')
    expect(likelyLibraries(null, http)).toEqual([])
  })
})
