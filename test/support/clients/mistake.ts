import type { FourportServer, ServerOptions, ServerPorts } from '../../../src/index.ts'
import { Wire } from '../wire.ts'

/** What a program that speaks SMTP by itself gets wrong, and no setting of a library does. */
export interface Mistake {
  /** Also the name of its recording. */
  readonly name: string
  readonly port: keyof ServerPorts
  readonly options?: ServerOptions
  /** Every finding, notes too. */
  readonly expected: readonly string[]
  /** How many sessions it takes; the last one is judged. */
  readonly sessions?: number
  play(server: FourportServer): Promise<void>
}

export const ehlo = 'EHLO app.example'
export const header = [
  'From: Ann <ann@app.example>',
  'To: bob@app.example',
  'Subject: Hello',
  'Date: Tue, 14 Nov 2023 22:13:20 +0000',
  'Message-ID: <1@app.example>',
]
export const envelope = ['MAIL FROM:<ann@app.example>', 'RCPT TO:<bob@app.example>', 'DATA']

/** Greets and sends commands one after the other, then what follows DATA, then QUIT. */
export function says(
  port: Mistake['port'],
  name: string,
  expected: readonly string[],
  {
    options,
    commands,
    content,
  }: { options?: ServerOptions; commands: readonly string[]; content?: string | Buffer },
): Mistake {
  return {
    name,
    port,
    expected,
    ...(options && { options }),
    play: async (server) => {
      const wire = await opened(server, port)
      for (const command of [ehlo, ...commands]) await wire.command(command)
      if (content !== undefined) {
        wire.write(Buffer.concat([Buffer.from(content), Buffer.from('\r\n.\r\n')]))
        await wire.reply()
      }
      await leave(wire)
    },
  }
}

/** A connection that has read its greeting, under TLS where the port has it from the start. */
export async function opened(server: FourportServer, port: Mistake['port']): Promise<Wire> {
  const wire = port === 'smtps' ? await Wire.openTls(server.ports.smtps) : await Wire.open(server.ports[port])
  await wire.reply()
  return wire
}

export async function leave(wire: Wire): Promise<void> {
  wire.write('QUIT\r\n')
  await wire.rest()
  wire.end()
}

/** Sends octets as the first thing, then closes. */
export function opensWith(
  port: Mistake['port'],
  name: string,
  octets: string | Buffer,
  expected: string,
): Mistake {
  return {
    name,
    port,
    expected: [expected],
    play: async (server) => {
      const wire = await Wire.open(server.ports[port])
      if (port !== 'smtps') await wire.reply()
      wire.write(octets)
      wire.end()
      await wire.rest()
    },
  }
}

export const message = (lines: readonly string[], body = 'Hello'): string => [...lines, '', body].join('\r\n')
export const without = (field: string): string => message(header.filter((line) => !line.startsWith(field)))
export const base64 = (text: string): string => Buffer.from(text).toString('base64')
export const alice = { user: 'alice@app.example', password: 'correct horse' }
