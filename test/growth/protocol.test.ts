import { describe, it } from 'vitest'
import { parseMailbox } from '../../src/base/mailbox.ts'
import type { FaultPace } from '../../src/model/fault.ts'
import { systemClock } from '../../src/base/passed-in.ts'
import { PacedOutput } from '../../src/net/paced-output.ts'
import { CommandStream } from '../../src/protocol/input/command-stream.ts'
import { MessageScanner } from '../../src/protocol/input/message-scanner.ts'
import { partFaults } from '../../src/protocol/input/part-faults.ts'
import { walkParts } from '../../src/protocol/input/part-walk.ts'
import { RecordSieve } from '../../src/protocol/input/record-sieve.ts'
import { parsePath } from '../../src/protocol/path.ts'
import { differences } from '../../src/protocol/sasl/credential-differences.ts'
import { ClientHelloReader, parseClientHello } from '../../src/protocol/tls-records/client-hello.ts'
import { nobody } from '../../src/protocol/stage.ts'
import { WaitingStage } from '../../src/protocol/waiting.ts'
import { BlockPool, BufferList, blockBytes } from '../../src/base/buffer-list.ts'
import { visible } from '../../src/cli/print/visible.ts'
import { expectLinear, type MakeWork } from './support/growth.ts'
import { times } from './support/mail-of.ts'

/** A ClientHello in records of one octet each, so many octets in all; what there is beyond its own length comes after it. */
const inSmallRecords = (size: number, helloBytes = 60_000): Buffer => {
  const handshake = Buffer.alloc(Math.ceil(size / 6))
  handshake[0] = 1
  handshake.writeUIntBE(helloBytes, 1, 3)
  return Buffer.concat([...handshake].map((octet) => Buffer.from([22, 3, 1, 0, 1, octet])))
}

const octetByOctet =
  (helloBytes: number): MakeWork =>
  (size) => {
    const records = inSmallRecords(Math.max(size, 64), helloBytes)
    return () => {
      const reader = new ClientHelloReader()
      for (let at = 0; at < records.length; at++) reader.push(records.subarray(at, at + 1))
    }
  }

const atOnce: MakeWork = (size) => {
  const records = inSmallRecords(Math.max(size, 64))
  return () => parseClientHello(records)
}

/** Copying what is held with each octet shows from so many octets on. */
const many = 4096

/** Each octet by itself, as a client may send them. */
const octets =
  (open: () => (octet: Buffer) => unknown, sent: (size: number) => Buffer): MakeWork =>
  (size) => {
    const all = sent(size)
    return () => {
      const take = open()
      for (let at = 0; at < all.length; at++) take(all.subarray(at, at + 1))
    }
  }

/** As long as a record can say that it is. */
const tlsRecord = (size: number): Buffer => {
  const record = Buffer.alloc(Math.min(size, 65_000))
  record.writeUIntBE(0x160301ffff, 0, 5)
  return record
}

const commands = (): ((octet: Buffer) => void) => {
  const stream = new CommandStream()
  return (octet) => {
    stream.give(octet)
    while (stream.next() !== null);
  }
}

const sieve = (): ((octet: Buffer) => unknown) => {
  const records = new RecordSieve(() => undefined)
  return (octet) => records.take(octet)
}

const content = (): ((octet: Buffer) => unknown) => {
  const scanner = new MessageScanner(Infinity, new BlockPool())
  return (octet) => scanner.push(octet)
}

/** What comes while an answer is waited for. */
const held = (): ((octet: Buffer) => unknown) => {
  const actions = { pause: () => undefined, resume: () => undefined } as never
  const wait = { why: 'answer', untilMs: Infinity, resume: () => nobody } as never
  const waiting = new WaitingStage({ actions, nowMs: 0 }, wait, nobody, Infinity)
  return (octet) => waiting.bytes(octet)
}

const paced: MakeWork = (size) => () => {
  const pace: FaultPace = { bytes: 1, everyMs: 60_000 }
  const output = new PacedOutput(pace, () => undefined, systemClock)
  for (let write = 0; write < size * many; write++) output.write('250 OK')
  output.flush()
}

/** Blocks that pass to the store with the message that fills them. */
const blocks: MakeWork = (size) => {
  const all = Array.from({ length: size }, () => Buffer.alloc(0))
  return () => new BufferList(all, new BlockPool(size * blockBytes), all).settle()
}

const path =
  (line: (size: number) => string): MakeWork =>
  (size) => {
    const text = line(size)
    return () => parsePath('MAIL', text, { utf8: true, auth: true })
  }

/** Refused: the configured one is another, of the same length. */
const credentials =
  (password: (size: number) => string): MakeWork =>
  (size) => {
    const sent = password(size)
    const known = {
      acceptAny: false,
      haveAddresses: false,
      passwordOf: (user: string) => (user === 'ann' ? `${sent}-` : undefined),
      userOf: () => undefined,
    }
    return () => [differences('ann', sent, known), differences(sent, sent, known)]
  }

/** A message whose parts are looked for, though a server does not look that far. */
const parts =
  (body: (size: number) => string, boundary = 'b'): MakeWork =>
  (size) => {
    const text = `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${body(size)}`
    return () => walkParts(text, true)
  }

/** Each is in the one before it. */
const nested = (n: number): string =>
  times(n / 50, (k) => `--b${k}\r\nContent-Type: multipart/mixed; boundary=b${k + 1}\r\n\r\n`)

/** What a server looks at: no more, however long it is. */
const partsIn =
  (message: (size: number) => string): MakeWork =>
  (size) => {
    const content = new BufferList([Buffer.from(message(size), 'latin1')])
    return () => partFaults(content)
  }

describe('the work for what a client sends grows with its size and no faster', () => {
  it.each<[string, MakeWork]>([
    ['a ClientHello octet by octet, in records of one octet', octetByOctet(60_000)],
    ['what comes after a ClientHello, octet by octet', octetByOctet(100)],
    ['the same at once', atOnce],
    ['a TLS record where none is due, octet by octet', octets(sieve, tlsRecord)],
    ['lines octet by octet', octets(commands, (n) => Buffer.from('NOOP\r\n'.repeat(n / 6)))],
    ['content octet by octet', octets(content, (n) => Buffer.from('\r\n.'.repeat(n / 3)))],
    ['what comes during a wait, octet by octet', octets(held, (n) => Buffer.alloc(n * many))],
    ['replies that are paced', paced],
    ['a message of many blocks', blocks],
    ['a path of quotes', path((n) => `MAIL FROM:<${'"a"'.repeat(n / 3)}@x.test>`)],
    ['a path of backslashes', path((n) => `MAIL FROM:<"${'\\'.repeat(n)}`)],
    ['a path of source routes', path((n) => `MAIL FROM:<${'@a,'.repeat(n / 3)}:b@x.test>`)],
    ['a path of blanks', path((n) => `MAIL FROM:${' '.repeat(n)}`)],
    ['parameters', path((n) => `MAIL FROM:<a@x.test>${times(n / 8, (k) => ` SIZE=${k % 10}`)}`)],
    ['xtext', path((n) => `MAIL FROM:<a@x.test> ENVID=${'+2B'.repeat(n / 3)}`)],
    ['parts without anything', parts((n) => '--b\r\n'.repeat(n / 5))],
    [
      'lines that are almost a delimiter',
      parts((n) => '--'.concat('b'.repeat(250), '\n').repeat(n / 253), 'b'.repeat(250).concat('c')),
    ],
    ['lines of hyphens', parts((n) => '--\n'.repeat(n / 3))],
    ['delimiters with blanks', parts((n) => `--b${' '.repeat(n)}\n`)],
    ['parts in parts', parts(nested, 'b0')],
    [
      'parts that are never open',
      parts((n) => '--b\nContent-Type: multipart/x; boundary=c\n\n'.repeat(n / 50)),
    ],
    ['fields of a part', parts((n) => `--b\n${'Content-Type: a/b;\n x=y\n'.repeat(n / 24)}`)],
    ['folds of a part', parts((n) => `--b\nContent-Type: a/b\n${' ;x=y\n'.repeat(n / 6)}`)],
    [
      'text in quoted-printable',
      partsIn((n) => `Content-Transfer-Encoding: quoted-printable\n\n${'=C3'.repeat(n / 3)}`),
    ],
    ['text in blanks', partsIn((n) => `Content-Transfer-Encoding: quoted-printable\n\n${' '.repeat(n)}x`)],
    [
      'text in UTF-8',
      partsIn((n) => `Content-Type: text/plain; charset=iso-8859-1\n\n${'\xc3\xbc'.repeat(n / 2)}`),
    ],
    ['a password of spaces', credentials((n) => `${' '.repeat(n)}x`)],
    ['a password of percent signs', credentials((n) => '%41'.repeat(n / 3))],
    ['a password of quotes', credentials((n) => '"'.repeat(n))],
    ['a password of braces', credentials((n) => `\${${'{'.repeat(n)}`)],
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
