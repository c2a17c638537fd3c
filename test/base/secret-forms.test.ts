import { createHash, createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SecretForms, SecretScan } from '../../src/base/secret-forms.ts'

const secret = '4f1c9be07d2a863355e8d1aa'
const base64 = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text, encoding).toString('base64')
const reversed = [...secret].toReversed().join('')

const written = [
  secret,
  secret.toUpperCase(),
  reversed,
  [...secret].join('\0'),
  [...secret].join(' - '),
  base64(secret),
  base64(`\0user\0${secret}`),
  base64(`a\0b\0${secret}\0`),
  base64(secret, 'utf16le'),
  base64(reversed.toUpperCase()),
  base64(base64(secret)),
  base64(base64(`\0u\0${secret}`)),
  Buffer.from(`>>>${secret}`).toString('base64url'),
  Buffer.from(secret).toString('hex').toUpperCase(),
  `${secret.slice(0, 9)} and ${secret.slice(9)}`,
  // `base32` of coreutils, of the secret and of `user:` with it.
  'GRTDCYZZMJSTAN3EGJQTQNRTGM2TKZJYMQYWCYI=',
  'OVZWK4R2GRTDCYZZMJSTAN3EGJQTQNRTGM2TKZJYMQYWCYI=',
  secret
    .replaceAll('f', 's')
    .replaceAll('c', 'p')
    .replaceAll('b', 'o')
    .replaceAll('e', 'r')
    .replaceAll('d', 'q')
    .replaceAll('a', 'n'),
  base64(Buffer.from(secret).toString('hex')),
  Buffer.from(base64(secret)).toString('hex'),
  [...base64(secret)].toReversed().join(''),
  [...secret].map((char) => char.charCodeAt(0)).join(' '),
  [...secret].map((char) => `&#${char.charCodeAt(0)};`).join(''),
  [...secret].map((char) => `&#x${char.charCodeAt(0).toString(16)};`).join(''),
  [...secret].map((char) => `\\u00${char.charCodeAt(0).toString(16)}`).join(''),
  [...secret].map((char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`).join(''),
  [...secret].map((char) => char.charCodeAt(0).toString(2).padStart(8, '0')).join(' '),
]

/** What right clients say who were given this password. */
const right = [
  `AUTH CRAM-MD5 ${base64(`user ${createHmac('md5', secret).update('<1.2@a>').digest('hex')}`)}`,
  createHash('sha256').update(secret).digest('hex'),
  secret.slice(0, 11),
  'EHLO client.test',
]

describe('the forms of a secret', () => {
  it.each(written)('have %j', (text) => {
    const forms = new SecretForms(secret)
    expect(forms.areIn(`before ${text} after`)).toBe(true)
    const masked = forms.masked(`NOOP ${text}`)
    expect(masked).toContain('…')
    expect(forms.areIn(masked)).toBe(false)
  })

  it.each(right)('have not %j', (text) => {
    const forms = new SecretForms(secret)
    expect(forms.areIn(text)).toBe(false)
    expect(forms.masked(text)).toBe(text)
  })

  it('are not found by chance', () => {
    const forms = new SecretForms(secret)
    const noise = randomBytes(512 * 1024)
    for (const encoding of ['latin1', 'hex', 'base64'] as const)
      expect(forms.areIn(noise.toString(encoding))).toBe(false)
  })

  it('leave what is no secret in a value', () => {
    const value = { kind: 'command', line: `EHLO ${secret}.test`, n: 3, names: ['From', secret], last: null }
    expect(new SecretForms(secret).maskedIn(value)).toEqual({
      ...value,
      line: 'EHLO …',
      names: ['From', '…'],
    })
  })
})

describe('octets that come in chunks', () => {
  it.each(written)('are searched over their borders for %j', (text) => {
    for (const size of [1, 2, 3, 7, 64]) {
      const scan = new SecretScan(new SecretForms(secret))
      const octets = Buffer.from(`EHLO a.test\r\nNOOP ${text}`)
      for (let at = 0; at < octets.length; at += size) scan.push(octets.subarray(at, at + size))
      expect([size, scan.found]).toEqual([size, true])
    }
  })

  it('have nothing taken out before it has come', () => {
    const scan = new SecretScan(new SecretForms(secret))
    expect(scan.shown(secret)).toBe(secret)
    scan.push(Buffer.from(secret))
    expect(scan.shown(`PASS ${secret}`)).toBe('PASS …')
  })
})
