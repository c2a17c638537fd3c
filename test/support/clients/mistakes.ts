import { setTimeout } from 'node:timers/promises'
import type { FourportServer } from '../../../src/index.ts'
import { Wire } from '../wire.ts'
import { conductMistakes } from './conduct-mistakes.ts'
import {
  alice,
  base64,
  ehlo,
  envelope,
  header,
  leave,
  message,
  opened,
  opensWith,
  says,
  without,
  type Mistake,
} from './mistake.ts'

async function afterStarttls(
  server: FourportServer,
  next: (wire: Wire) => Promise<void> | void,
): Promise<void> {
  const wire = await opened(server, 'submission')
  await wire.command(ehlo)
  await wire.command('STARTTLS')
  await next(wire)
}

/** The ClientHello of Go 1.26 with TLS 1.2 alone, for localhost: Go never leaves a handshake without an alert. */
const helloOfGo = Buffer.from(
  '16030100dc010000d80303cb778c798545a4442fab2bef327ecd9fc18b111ed89937c74004ec3d8080f77f20b961f116deeef754916a09c5f73f1349c2c91c54e4368b3ede07caaeb0610f730014c02bc02fc02cc030cca9cca8c009c013c00ac0140100007b0000000e000c0000096c6f63616c686f7374000b00020100ff010001000017000000120000000500050100000000000a000a0008001d001700180019000d0016001408040403080708050806040105010601050306030032001a0018080404030807080508060401050106010503060302010203002b0003020303',
  'hex',
)

/** A client that has delivered under TLS before comes to a port without TLS with a ClientHello: the next greeting is held. */
async function knocksWithTls(server: FourportServer, port: 'relay' | 'submission'): Promise<void> {
  const before = await opened(server, 'smtps')
  await before.command(ehlo)
  await leave(before)
  await Wire.openTls(server.ports[port]).catch(() => undefined)
}

const utf8Text = 'Content-Type: text/plain; charset=utf-8'

export const mistakes: readonly Mistake[] = [
  ...conductMistakes,
  opensWith('smtps', 'ehlo-in-clear', `${ehlo}\r\n`, 'plaintext-commands-on-implicit-tls-port'),
  opensWith('smtps', 'no-usable-version', Buffer.from('15030100020246', 'hex'), 'tls-no-usable-version'),
  // As OpenSSL of Python and curl does that is limited to TLS 1.1, or to ciphers that it does not have.
  opensWith('smtps', 'nothing-to-offer', Buffer.from('15030100020250', 'hex'), 'tls-no-usable-version'),
  opensWith('submission', 'http', 'GET /health HTTP/1.1\r\nHost: app.example\r\n\r\n', 'http-on-smtp-port'),
  opensWith('relay', 'proxy', 'PROXY TCP4 192.0.2.1 192.0.2.2 5000 25\r\n', 'proxy-protocol-header'),
  opensWith('relay', 'ssh', 'SSH-2.0-OpenSSH_9.9\r\n', 'other-protocol-on-smtp-port'),
  says('smtps', 'starttls-inside-tls', ['starttls-inside-tls'], { commands: ['STARTTLS'] }),
  {
    name: 'starttls-abandoned',
    port: 'submission',
    expected: ['starttls-abandoned'],
    play: (server) => afterStarttls(server, (wire) => wire.end()),
  },
  {
    name: 'hello-before-220',
    port: 'submission',
    expected: ['client-hello-before-220'],
    play: async (server) => {
      const wire = await opened(server, 'submission')
      await wire.command(ehlo)
      wire.write(Buffer.concat([Buffer.from('STARTTLS\r\n'), helloOfGo]))
      await wire.reply()
      wire.end()
      await wire.rest()
    },
  },
  {
    name: 'plaintext-after-starttls',
    port: 'submission',
    expected: ['plaintext-after-starttls'],
    play: (server) =>
      afterStarttls(server, async (wire) => {
        wire.write(`${ehlo}\r\n`)
        await wire.rest()
      }),
  },
  {
    name: 'pipelined-with-starttls',
    port: 'submission',
    expected: ['commands-pipelined-with-starttls'],
    play: async (server) => {
      const wire = await opened(server, 'submission')
      await wire.command(ehlo)
      wire.write('STARTTLS\r\nMAIL FROM:<ann@app.example>\r\n')
      await wire.reply()
      await wire.startTls()
      await wire.command(ehlo)
      await leave(wire)
    },
  },
  {
    name: 'no-second-ehlo',
    port: 'submission',
    expected: ['no-ehlo-after-starttls'],
    play: (server) =>
      afterStarttls(server, async (wire) => {
        await wire.startTls()
        await wire.command('MAIL FROM:<ann@app.example>')
        await leave(wire)
      }),
  },
  {
    name: 'address-as-server-name',
    port: 'smtps',
    expected: ['connects-by-ip'],
    play: async (server) => {
      const wire = await Wire.openTls(server.ports.smtps, { servername: '192.0.2.7' })
      await wire.reply()
      for (const command of [ehlo, ...envelope]) await wire.command(command)
      wire.write(`${message(header)}\r\n.\r\n`)
      await wire.reply()
      await leave(wire)
    },
  },
  {
    name: 'name-not-compared',
    port: 'smtps',
    expected: ['names-not-compared'],
    play: async (server) => {
      const wire = await Wire.openTls(server.ports.smtps, { servername: 'mail.app.example' })
      await wire.reply()
      for (const command of [ehlo, ...envelope]) await wire.command(command)
      wire.write(`${message(header)}\r\n.\r\n`)
      await wire.reply()
      await leave(wire)
    },
  },
  {
    name: 'no-common-cipher',
    port: 'smtps',
    expected: ['tls-no-common-cipher'],
    play: async (server) => {
      // For certificates with an RSA key, which this server's own does not have.
      const options = { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA256' } as const
      await Wire.openTls(server.ports.smtps, options).catch(() => undefined)
    },
  },
  says('smtps', 'mechanism-unknown', ['auth-mechanism-unsupported'], { commands: ['AUTH NTLM'] }),
  says('smtps', 'auth-not-base64', ['auth-malformed'], { commands: ['AUTH PLAIN {alice}'] }),
  says('smtps', 'auth-cancelled', ['auth-cancelled'], { commands: ['AUTH LOGIN', '*'] }),
  says('smtps', 'password-as-token', ['password-as-token'], {
    options: { users: [alice] },
    commands: [
      `AUTH XOAUTH2 ${base64(`user=${alice.user}\u0001auth=Bearer ${alice.password}\u0001\u0001`)}`,
      'MAIL FROM:<alice@app.example>',
      ...envelope.slice(1),
    ],
    content: message(['From: Alice <alice@app.example>', ...header.slice(1)]),
  }),
  says('smtps', 'from-unlike-login', ['from-unlike-login'], {
    options: { users: [alice] },
    commands: [`AUTH PLAIN ${base64(`\0${alice.user}\0${alice.password}`)}`, ...envelope],
    content: message(header),
  }),
  {
    name: 'talks-first',
    port: 'relay',
    options: { hints: true },
    // Only a greeting that is held shows it, and that is the one after a knock with TLS.
    sessions: 3,
    expected: ['talks-before-greeting'],
    play: async (server) => {
      await knocksWithTls(server, 'relay')
      const wire = await Wire.open(server.ports.relay)
      wire.write(`${ehlo}\r\n`)
      await wire.replies(2)
      for (const command of envelope) await wire.command(command)
      wire.write(`${message(header)}\r\n.\r\n`)
      await wire.reply()
      await leave(wire)
    },
  },
  {
    name: 'left-while-greeting-held',
    port: 'relay',
    options: { hints: true },
    sessions: 3,
    expected: ['greeting-held'],
    play: async (server) => {
      await knocksWithTls(server, 'relay')
      const wire = await Wire.open(server.ports.relay)
      // As a client with so little patience does: less than a greeting is held, more than a check stays.
      await setTimeout(100)
      wire.end()
      await wire.rest()
    },
  },
  {
    name: 'login-not-tried',
    port: 'smtps',
    options: { auth: 'required' },
    expected: ['login-not-tried'],
    play: async (server) => {
      const wire = await opened(server, 'smtps')
      await wire.command(ehlo)
      wire.end()
      await wire.rest()
    },
  },
  {
    name: 'gone-in-handshake',
    port: 'smtps',
    expected: ['handshake-cut-off'],
    play: async (server) => {
      const wire = await Wire.open(server.ports.smtps)
      wire.write(helloOfGo)
      await wire.anything()
      wire.end()
    },
  },
  {
    name: 'hello-after-hint',
    port: 'smtps',
    options: { hints: true },
    expected: ['hint-before-client-hello'],
    play: async (server) => {
      const wire = await Wire.open(server.ports.smtps)
      // As a JVM on a busy machine does, which is slower than the hint.
      await wire.reply()
      wire.write(helloOfGo)
      wire.end()
      await wire.rest()
    },
  },
  says('relay', 'recipient-first', ['commands-out-of-order'], { commands: ['RCPT TO:<bob@app.example>'] }),
  says('relay', 'no-angle-brackets', ['address-malformed'], { commands: ['MAIL FROM: ann@app.example'] }),
  {
    name: 'commands-in-lf',
    port: 'relay',
    expected: ['bare-lf'],
    play: async (server) => {
      const wire = await opened(server, 'relay')
      for (const command of [ehlo, ...envelope]) {
        wire.write(`${command}\n`)
        await wire.reply()
      }
      wire.write(`${message(header)}\r\n.\r\n`)
      await wire.reply()
      await leave(wire)
    },
  },
  says('relay', 'message-in-lf', ['bare-lf'], {
    commands: envelope,
    content: message(header, 'one\ntwo').replaceAll('\r\n', '\n'),
  }),
  says('relay', 'text-in-lf', ['mixed-line-ends'], {
    commands: envelope,
    content: message(header, 'one\ntwo\nthree'),
  }),
  says('relay', 'long-line', ['line-too-long'], {
    commands: envelope,
    content: message(header, 'x'.repeat(1200)),
  }),
  says('relay', 'address-beyond-ascii', ['non-ascii-address-without-smtputf8'], {
    commands: ['MAIL FROM:<jürgen@app.example>'],
  }),
  says('relay', 'no-room', ['message-not-kept'], {
    // With its envelope it takes more than the store may hold.
    options: { sizeLimitBytes: 20_000, maxMessageBytes: 20_000 },
    commands: envelope,
    content: message(header, 'Hello again\r\n'.repeat(1520)),
  }),
  says('relay', 'over-size', ['size-limit-exceeded'], {
    options: { sizeLimitBytes: 100_000 },
    commands: ['MAIL FROM:<ann@app.example> SIZE=200000'],
  }),
  {
    name: 'size-ignored',
    port: 'relay',
    options: { sizeLimitBytes: 100_000 },
    expected: ['size-limit-exceeded'],
    play: async (server) => {
      const wire = await opened(server, 'relay')
      for (const command of [ehlo, ...envelope]) await wire.command(command)
      wire.write(`${message(header, 'Hello again\r\n'.repeat(20_000))}\r\n.\r\n`)
      await wire.rest()
      wire.end()
    },
  },
  {
    name: 'gone-in-data',
    port: 'relay',
    expected: ['message-cut-off'],
    play: async (server) => {
      const wire = await opened(server, 'relay')
      for (const command of [ehlo, ...envelope]) await wire.command(command)
      wire.write(message(header))
      wire.end()
    },
  },
  says('relay', 'recipient-refused', ['recipients-refused'], {
    commands: [
      ...envelope.slice(0, 2),
      'RCPT TO:<cyd@app..example>',
      'RCPT TO:<dan@app.example>',
      ...envelope.slice(2),
    ],
    content: message(header),
  }),
  says('relay', 'no-from', ['message-without-from'], { commands: envelope, content: without('From') }),
  says('relay', 'no-date', ['message-without-date'], { commands: envelope, content: without('Date') }),
  says('relay', 'no-message-id', ['message-without-message-id'], {
    commands: envelope,
    content: without('Message-ID'),
  }),
  says('relay', 'utf8-subject', ['raw-utf8-in-header'], {
    commands: ['MAIL FROM:<ann@app.example> BODY=8BITMIME', ...envelope.slice(1)],
    content: message([...header.map((line) => line.replace('Hello', 'Grüße')), utf8Text], 'Grüße'),
  }),
  says('relay', 'eight-bit', ['eight-bit-undeclared'], {
    commands: envelope,
    content: message([...header, utf8Text], 'Grüße'),
  }),
]
