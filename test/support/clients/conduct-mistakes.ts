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
  type Mistake,
} from './mistake.ts'

const logsIn = `AUTH PLAIN ${base64(`\0${alice.user}\0${alice.password}`)}`
const fromAlice = 'MAIL FROM:<alice@app.example>'
const messageOfAlice = message(['From: Alice <alice@app.example>', ...header.slice(1)])

/** Mistakes in how a program speaks: its name, its order, its end. */
export const conductMistakes: readonly Mistake[] = [
  opensWith('submission', 'imap', 'a001 CAPABILITY\r\n', 'mailbox-protocol-on-smtp-port'),
  opensWith('smtps', 'pop3', 'USER ann\r\n', 'mailbox-protocol-on-smtp-port'),
  {
    ...opensWith('submission', 'imap-login', 'a001 LOGIN ann secret\r\n', 'mailbox-protocol-on-smtp-port'),
    expected: ['mailbox-protocol-on-smtp-port', 'credentials-unencrypted'],
  },
  {
    ...opensWith('submission', 'pop3-login', 'USER ann\r\nPASS secret\r\n', 'mailbox-protocol-on-smtp-port'),
    expected: ['mailbox-protocol-on-smtp-port', 'credentials-unencrypted'],
  },
  opensWith('relay', 'rtsp', 'OPTIONS rtsp://192.0.2.1/1 RTSP/1.0\r\n\r\n', 'other-protocol-on-smtp-port'),
  opensWith('relay', 'redis', '*1\r\n$4\r\nPING\r\n', 'other-protocol-on-smtp-port'),
  opensWith('smtps', 'redis-inline', 'PING\r\n', 'other-protocol-on-smtp-port'),
  opensWith('submission', 'amqp', Buffer.from('AMQP\0\0\x09\x01', 'latin1'), 'other-protocol-on-smtp-port'),
  opensWith(
    'submission',
    'ldap',
    Buffer.from('300c020101600702010304008000', 'hex'),
    'other-protocol-on-smtp-port',
  ),
  opensWith(
    'relay',
    'ldap-long-form',
    Buffer.from('30840000000c020101600702010304008000', 'hex'),
    'other-protocol-on-smtp-port',
  ),
  opensWith('submission', 'ftp', 'AUTH TLS\r\n', 'other-protocol-on-smtp-port'),
  opensWith(
    'relay',
    'proxy-version-2',
    Buffer.from('0d0a0d0a000d0a515549540a2111000cc0000201c00002021388001900', 'hex'),
    'proxy-protocol-header',
  ),
  opensWith('relay', 'sip', 'OPTIONS sip:100@192.0.2.1 SIP/2.0\r\n\r\n', 'other-protocol-on-smtp-port'),
  opensWith('relay', 'socks', Buffer.from('05010005', 'hex'), 'other-protocol-on-smtp-port'),
  greets('ehlo-without-name', ['EHLO', 'HELO']),
  greets('ehlo-with-space', ['EHLO my pc', 'HELO my pc']),
  {
    name: 'ehlo-with-underscore',
    port: 'relay',
    expected: ['ehlo-name-invalid'],
    play: async (server) => {
      const wire = await opened(server, 'relay')
      for (const command of ['EHLO app_web_1', ...envelope]) await wire.command(command)
      wire.write(`${message(header)}\r\n.\r\n`)
      await wire.reply()
      await leave(wire)
    },
  },
  says('relay', 'two-recipients-in-one', ['several-addresses-in-one'], {
    commands: ['MAIL FROM:<ann@app.example>', 'RCPT TO:<bob@app.example>; <cyd@app.example>'],
  }),
  says('relay', 'name-in-sender', ['display-name-in-address'], {
    commands: ['MAIL FROM:<Ann Example <ann@app.example>>'],
  }),
  says('relay', 'bdat', ['bdat-not-offered'], { commands: [...envelope.slice(0, 2), 'BDAT 86 LAST'] }),
  says('smtps', 'second-login', ['second-login'], {
    options: { users: [alice] },
    commands: [logsIn, logsIn],
  }),
  {
    name: 'lone-dot',
    port: 'relay',
    expected: ['dot-not-escaped'],
    play: async (server) => {
      const wire = await opened(server, 'relay')
      for (const command of [ehlo, ...envelope]) await wire.command(command)
      wire.write(`${message(header, 'Hello\r\n.\r\nAs I said above')}\r\n.\r\n`)
      await wire.replies(3)
      await leave(wire)
    },
  },
  says('relay', 'final-dot-twice', ['dot-not-escaped'], {
    commands: envelope,
    content: `${message(header)}\r\n.`,
  }),
  {
    name: 'left-before-reply',
    port: 'relay',
    expected: ['left-before-reply'],
    play: async (server) => {
      await server.fault({ at: 'kept', delayMs: 60_000 })
      const wire = await opened(server, 'relay')
      for (const command of [ehlo, ...envelope]) await wire.command(command)
      wire.write(`${message(header)}\r\n.\r\n`)
      await server.waitForMessage()
      wire.reset()
    },
  },
  {
    name: 'left-after-rcpt',
    port: 'relay',
    expected: ['left-in-transaction'],
    play: async (server) => {
      const wire = await opened(server, 'relay')
      for (const command of [ehlo, ...envelope.slice(0, 2)]) await wire.command(command)
      wire.end()
      await wire.rest()
    },
  },
  says('smtps', 'left-before-mail', ['left-before-mail'], {
    options: { users: [alice], sizeLimitBytes: 100_000 },
    commands: [logsIn],
  }),
  {
    name: 'logged-in-and-left',
    port: 'smtps',
    options: { users: [alice] },
    expected: ['left-before-mail'],
    play: async (server) => {
      const wire = await opened(server, 'smtps')
      for (const command of [ehlo, logsIn, 'NOOP']) await wire.command(command)
      wire.end()
      await wire.rest()
    },
  },
  says('smtps', 'empty-sender', ['empty-sender'], {
    options: { users: [alice] },
    commands: [logsIn, 'MAIL FROM:<>', ...envelope.slice(1)],
    content: messageOfAlice,
  }),
  says('smtps', 'sender-unlike-login', ['from-unlike-login'], {
    options: { users: [alice] },
    commands: [logsIn, ...envelope],
    content: messageOfAlice,
  }),
  says('smtps', 'recipient-twice', ['recipient-repeated'], {
    options: { users: [alice] },
    commands: [logsIn, fromAlice, 'RCPT TO:<bob@app.example>', ...envelope.slice(1)],
    content: messageOfAlice,
  }),
]

/** Greets with names that are refused, and leaves. */
function greets(name: string, commands: readonly string[]): Mistake {
  return {
    name,
    port: 'relay',
    expected: ['ehlo-name-invalid'],
    play: async (server) => {
      const wire = await opened(server, 'relay')
      for (const command of commands) await wire.command(command)
      await leave(wire)
    },
  }
}
