import type { SessionRecord } from '../../../src/model/session-record.ts'
import { relayPort } from './start-test-http.ts'

// As the SMTP side copies it.
const { addresses: _, ...sessionPort } = relayPort

/** The record of a session that greeted and left. */
export function sessionRecord(id: string, change: Partial<SessionRecord> = {}): SessionRecord {
  return {
    version: 1,
    id,
    port: sessionPort,
    remote: { host: '127.0.0.1', port: 40000 },
    startedAt: '2026-01-02T03:04:05.000Z',
    durationMs: 12.5,
    speaker: 'smtp',
    firstByteMs: 1,
    clientName: 'client.example.test',
    clientHello: null,
    tls: null,
    user: null,
    messages: [],
    close: { by: 'client', how: 'fin', atMs: 12.5 },
    leaf: null,
    bytesIn: 40,
    bytesOut: 80,
    entries: [
      { kind: 'reply', n: 1, atMs: 0, code: 220, enhanced: null, text: ['mail.test ESMTP'], secure: false },
      {
        kind: 'command',
        n: 2,
        atMs: 1,
        verb: 'EHLO',
        line: 'EHLO client.example.test',
        secure: false,
        lineEnd: 'crlf',
        sizeBytes: 26,
        pipelined: false,
      },
    ],
    dropped: 0,
    ...change,
  }
}
