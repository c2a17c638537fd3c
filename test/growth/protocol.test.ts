import { describe, it } from 'vitest'
import { parseMailbox } from '../../src/base/mailbox.ts'
import { parsePath } from '../../src/protocol/path.ts'
import { ClientHelloReader, parseClientHello } from '../../src/protocol/tls-records/client-hello.ts'
import { visible } from '../../src/cli/print/visible.ts'
import { expectLinear, type MakeWork } from './support/growth.ts'
import { times } from './support/mail-of.ts'

/** A ClientHello of so many octets that is never whole, in records of one octet each. */
const inSmallRecords = (size: number): Buffer => {
  const handshake = Buffer.alloc(Math.ceil(size / 6))
  handshake[0] = 1
  handshake.writeUIntBE(60_000, 1, 3)
  return Buffer.concat([...handshake].map((octet) => Buffer.from([22, 3, 1, 0, 1, octet])))
}

const octetByOctet: MakeWork = (size) => {
  const records = inSmallRecords(Math.max(size, 64))
  return () => {
    const reader = new ClientHelloReader()
    for (let at = 0; at < records.length; at++) reader.push(records.subarray(at, at + 1))
  }
}

const atOnce: MakeWork = (size) => {
  const records = inSmallRecords(Math.max(size, 64))
  return () => parseClientHello(records)
}

const path =
  (line: (size: number) => string): MakeWork =>
  (size) => {
    const text = line(size)
    return () => parsePath('MAIL', text, { utf8: true, auth: true })
  }

describe('the work for what a client sends grows with its size and no faster', () => {
  it.each<[string, MakeWork]>([
    ['a ClientHello octet by octet, in records of one octet', octetByOctet],
    ['the same at once', atOnce],
    ['a path of quotes', path((n) => `MAIL FROM:<${'"a"'.repeat(n / 3)}@x.test>`)],
    ['a path of backslashes', path((n) => `MAIL FROM:<"${'\\'.repeat(n)}`)],
    ['a path of source routes', path((n) => `MAIL FROM:<${'@a,'.repeat(n / 3)}:b@x.test>`)],
    ['a path of blanks', path((n) => `MAIL FROM:${' '.repeat(n)}`)],
    ['parameters', path((n) => `MAIL FROM:<a@x.test>${times(n / 8, (k) => ` SIZE=${k % 10}`)}`)],
    ['xtext', path((n) => `MAIL FROM:<a@x.test> ENVID=${'+2B'.repeat(n / 3)}`)],
    [
      'an address of dots',
      (n) => {
        const address = `${'a.'.repeat(n / 2)}a@${'b.'.repeat(n / 2)}b`
        return () => parseMailbox(address)
      },
    ],
    [
      'what is printed of hostile text',
      (n) => {
        const text = '\u001b[31m\u202e\0'.repeat(n / 7)
        return () => visible(text)
      },
    ],
  ])('%s', async (_what, make) => expectLinear(make), 60_000)
})
