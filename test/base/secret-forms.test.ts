import { createHash, createHmac, randomBytes } from 'node:crypto'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { SecretForms } from '../../src/base/secret-forms.ts'

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
  // base64.a85encode, base64.b85encode and base64.z85encode of Python; the last two of `user:` with it.
  // base64.a85encode of Python, and its b85encode and z85encode of `user:` with it.
  '1hJIP3FZPR2e4[P3&WQK2)Sr)A2.M$',
  '<~1hJIP3FZPR2e4[P3&WQK2)Sr)A2.M$~>',
  'b#rBMIy7c6V>x1FFgIi}VK_E3Gc`43IAk$lVE',
  'B-RbmiY7C6v(X1ffGiI$vk{e3gC}43iaK:Lve',
  base64(deflateSync(secret).toString('latin1'), 'latin1'),
  base64(gzipSync(`\0user\0${secret}`).toString('latin1'), 'latin1'),
  base64(deflateRawSync(secret, { level: 9 }).toString('latin1'), 'latin1'),
  deflateSync(`${secret}\n`).toString('hex'),
  gzipSync(secret).toString('base64url'),
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
      const scan = new SecretForms(secret).scan()
      const octets = Buffer.from(`EHLO a.test\r\nNOOP ${text}`)
      for (let at = 0; at < octets.length; at += size) scan.push(octets.subarray(at, at + size))
      scan.end()
      expect([size, scan.found]).toEqual([size, true])
    }
  })

  it('have nothing taken out before it has come', () => {
    const scan = new SecretForms(secret).scan()
    expect(scan.shown(secret)).toBe(secret)
    scan.push(Buffer.from(secret))
    expect(scan.shown(`PASS ${secret}`)).toBe('PASS …')
  })
})

/** What is said in pieces that are smaller than half of it. */
const inPieces: readonly (readonly string[])[] = [
  quartersOf(secret).map((piece) => `EHLO ${piece}.test`),
  quartersOf(secret)
    .toReversed()
    .map((piece) => `EHLO ${piece.toUpperCase()}.test`),
  quartersOf(reversed).map((piece) => `NOOP ${piece}`),
  quartersOf(secret).map((piece) => `NOOP ${base64(piece)}`),
  quartersOf(secret).map((piece) => `NOOP ${base64(`user ${piece}`)}`),
  [...secret.matchAll(/.{5}|.{4}$/g)].map(([piece]) => `NOOP ${piece}`),
  [...secret.matchAll(/.{8}/g)].map(([piece]) => `VRFY ${piece}`),
]

function quartersOf(text: string): readonly string[] {
  return text.match(/.{6}/g) ?? []
}

describe('pieces of a secret', () => {
  it.each(inPieces)('are found when the last has come: %s, …', (...lines) => {
    const scan = new SecretForms(secret).scan()
    for (const line of lines.slice(0, -1)) scan.push(Buffer.from(`${line}\r\n`))
    expect(scan.found).toBe(false)
    scan.push(Buffer.from(`${lines.at(-1)}\r\n`))
    expect(scan.found).toBe(true)
    const shown = scan.shownAfterwards([...lines])
    expect(shown).toEqual(lines.map((line) => `${line.slice(0, 4)} …`))
  })

  it('are not all found by chance', () => {
    const scan = new SecretForms(secret).scan()
    const noise = randomBytes(256 * 1024).toString('hex')
    for (let at = 0; at < noise.length; at += 1024) scan.push(Buffer.from(noise.slice(at, at + 1024)))
    scan.end()
    expect(scan.found).toBe(false)
  })
})

describe('a last line that nothing ends', () => {
  it('is opened when no more comes', () => {
    const scan = new SecretForms(secret).scan()
    scan.push(Buffer.from(`NOOP ${deflateSync(secret).toString('base64')}`))
    scan.end()
    expect(scan.found).toBe(true)
  })
})
