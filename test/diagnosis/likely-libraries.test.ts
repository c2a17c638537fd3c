import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { likelyLibraries } from '../../src/diagnosis/fixes/likely-libraries.ts'
import type { MeasuredStack } from '../../src/diagnosis/stacks/measured-stack.ts'
import { tlsStackOf } from '../../src/diagnosis/stacks/tls-stack.ts'
import type { ClientHello } from '../../src/model/tls-facts.ts'

const measured = JSON.parse(
  readFileSync(new URL('./support/measured-hellos.json', import.meta.url), 'utf8'),
) as readonly (MeasuredStack & { readonly hello: ClientHello })[]

/** The ClientHello of a program as it was measured. */
function helloOf(settings: string): ClientHello {
  const row = measured.find((one) => one.settings === settings)
  if (row === undefined) throw new Error(`${settings} was not measured`)
  return row.hello
}

const idsFor = (hello: ClientHello): readonly string[] =>
  likelyLibraries(tlsStackOf(hello)).map(({ id }) => id)

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

  it('are none where there is no TLS to judge by', () => {
    expect(likelyLibraries(null)).toEqual([])
  })
})
