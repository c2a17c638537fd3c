import type { Observation } from '../../../src/model/observation.ts'
import { profiles } from '../../../src/model/port-profile.ts'
import { sessionRecordVersion, type SessionRecord } from '../../../src/model/session-record.ts'

type Unnumbered<Entry> = Entry extends unknown ? Omit<Entry, 'n' | 'atMs'> : never
/** An observation before it has its number and time. */
export type Seen = Unnumbered<Observation>

/** A session of a submission port in which this was seen. Its server keeps a few hundred entries; a file may hold any number. */
export function recordOf(
  seen: readonly Seen[],
  { messages = [], ...more }: Partial<SessionRecord> = {},
): SessionRecord {
  const { defaultPort: port, tls, tlsRequired, auth } = profiles.submission
  return {
    version: sessionRecordVersion,
    id: 's1',
    port: { name: 'submission', profile: 'submission', host: '127.0.0.1', port, tls, tlsRequired, auth },
    remote: { host: '127.0.0.1', port: 1025 },
    startedAt: '2026-03-01T12:00:00.000Z',
    durationMs: seen.length,
    speaker: 'smtp',
    firstByteMs: 1,
    clientName: 'client.test',
    clientHello: null,
    tls: {
      version: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      alpn: null,
      sni: null,
      resumed: false,
      clientCertificate: null,
    },
    user: null,
    messages,
    close: { by: 'client', how: 'fin', atMs: seen.length },
    leaf: null,
    bytesIn: 0,
    bytesOut: 0,
    entries: seen.map((one, index) => ({ ...one, n: index + 1, atMs: index }) as Observation),
    dropped: 0,
    ...more,
  }
}

export function command(line: string, secure = true): Seen {
  const verb = line.split(' ', 1)[0] ?? ''
  return { kind: 'command', verb, line, secure, lineEnd: 'crlf', sizeBytes: line.length, pipelined: false }
}

export function reply(code: number, secure = true, ...text: readonly string[]): Seen {
  return { kind: 'reply', code, enhanced: null, text, secure }
}

export function message(messageId: string): readonly Seen[] {
  const faults = { bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false }
  const header = { names: ['From'], from: null, messageId, mailer: null }
  return [
    { kind: 'data', sizeBytes: 1, complete: true, faults },
    { kind: 'message', id: messageId, sizeBytes: 1, header },
  ]
}
