import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalAddress, canonicalDomain, lowerCaseAscii, parseMailbox } from '../../src/base/mailbox.ts'

const canonical = (address: string): string | null => {
  const mailbox = parseMailbox(address)
  return mailbox === null ? null : canonicalAddress(mailbox)
}

describe('one mailbox, one spelling', () => {
  it.each([
    ['Ann@Example.TEST', 'Ann@example.test'],
    ['"ann"@x.test', 'ann@x.test'],
    ['"a\\nn"@x.test', 'ann@x.test'],
    ['"ann."@x.test', '"ann."@x.test'],
    ['""@x.test', '""@x.test'],
    ['"a\\"\\\\ b@c"@x.test', '"a\\"\\\\ b@c"@x.test'],
    ['o’neill@x.test', 'o’neill@x.test'],
    ['ann@[127.0.0.1]', 'ann@[127.0.0.1]'],
    ['ann@[ipv6:2001:DB8:0:0::1]', 'ann@[IPv6:2001:db8::1]'],
    ['ann@bücher.test', 'ann@xn--bcher-kva.test'],
    ['ann@a。b', 'ann@a.b'],
    ['ann@0x7f.1', 'ann@0x7f.1'],
    ['ann@mail_1', 'ann@mail_1'],
  ])('%j is %s', (address, spelling) => {
    expect(canonical(address)).toBe(spelling)
    expect(canonical(spelling)).toBe(spelling)
  })

  const none = [
    ['', '@', 'ann', 'ann@', '@x.test', 'a@b@c', '.a@x.test', 'a..b@x.test', 'a b@x.test', '<a@x.test>'],
    ['a@x.test,b@x.test', 'n <a@x.test>', 'a@x.test (c)', '@x.test:a@y.test', 'a\r\n@x.test', '"a\n"@x.test'],
    ['"a"b@x.test', '"a@x.test', 'a@-x.test', 'a@x-.test', 'a@x..test', 'a@x.test.', 'a@[1.2.3]', 'a@[x]'],
    ['a@[IPv6:fe80::1%eth0]', 'a\u200b@x.test', 'a\ud800@x.test', `${'a'.repeat(250)}@x.test`],
  ].flat()
  it.each(none)('%j is none', (address) => {
    expect(parseMailbox(address)).toBeNull()
  })

  it.each(['％00x.test', 'a＠b.test', 'x\u00a0.test', '', 'a b', '[x]'])('%j is no domain', (domain) => {
    expect(canonicalDomain(domain)).toBeNull()
  })

  it('of any string at all: spelled once, it stays so', () => {
    const part = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '\\', '.', 'ü', 'x.test'),
    )
    const address = fc.oneof(
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join('')),
      fc.tuple(part, part).map(([local, domain]) => `"${local.replace(/["\\]/g, String.raw`\$&`)}"@${domain}`),
      fc.tuple(part, part).map(([local, domain]) => `${local}@${domain}`),
    ) // prettier-ignore
    fc.assert(
      fc.property(address, (given) => {
        const spelling = canonical(given)
        if (spelling !== null) expect(canonical(spelling)).toBe(spelling)
      }),
      { numRuns: 3000 },
    )
  })
})

it('lower case is that of ASCII: the sign for kelvin is no k', () => {
  expect(lowerCaseAscii('OK \u212a Ü')).toBe('ok \u212a Ü')
})
