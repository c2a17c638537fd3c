import { faultLine } from './fault-effects.ts'
import type { Observation } from './observation.ts'
import type { SessionRecord } from './session-record.ts'
import { bytes, duration } from './amounts.ts'

/** One row of the transcript. */
export interface Line {
  /** Number of the entry in the record; null for rows that are no entry. */
  readonly n: number | null
  readonly atMs: number | null
  /** Who said it; `event` is what neither said: handshakes, closes, dropped entries. */
  readonly side: 'client' | 'server' | 'event'
  /** Whether the line was under TLS when it was said. */
  readonly secure: boolean
  readonly text: string
  /** `boundary`: TLS begins here. `broken`: it should have. `aside`: a remark, no wire text. */
  readonly look: 'wire' | 'aside' | 'boundary' | 'broken' | 'refusal' | 'message' | 'open'
  readonly messageId?: string
}

type Words = Pick<Line, 'side' | 'text' | 'look'> & { readonly secure?: boolean; readonly messageId?: string }

const failures: Readonly<Record<Extract<Observation, { kind: 'tls-failed' }>['reason'], string>> = {
  'client-alert': 'the client broke off with a TLS alert',
  'client-closed': 'the client closed without an alert',
  'not-tls': 'what came was not TLS',
  version: 'no TLS version in common',
  cipher: 'no cipher in common',
  timeout: 'the handshake was not finished in time',
  'client-certificate': 'the client certificate was refused',
  other: 'the handshake failed',
}

const outcomes: Readonly<Record<Extract<Observation, { kind: 'auth' }>['outcome'], string>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  cancelled: 'cancelled by the client',
  malformed: 'malformed',
  unsupported: 'mechanism not offered',
  'not-offered': 'AUTH not offered here',
  'before-tls': 'refused before TLS',
  abandoned: 'abandoned by the client',
  'out-of-order': 'out of order',
  'on-purpose': 'refused on purpose',
}

function reply(one: Extract<Observation, { kind: 'reply' }>): Words {
  const lines = one.text.length > 0 ? one.text : ['']
  const text = lines
    .map((words, index) => {
      const head = `${one.code}${index < lines.length - 1 ? '-' : ' '}`
      return head + (one.enhanced === null ? '' : `${one.enhanced} `) + words
    })
    .join('\n')
  return { side: 'server', text, look: one.code >= 400 ? 'refusal' : 'wire', secure: one.secure }
}

function auth(one: Extract<Observation, { kind: 'auth' }>): Words {
  const who = one.user === null ? '' : ` as ${one.user}`
  const leaked = one.credentialsSent && !one.secure ? '; the secret crossed the network unencrypted' : ''
  return {
    side: 'event',
    text: `AUTH ${one.mechanism}${who}: ${outcomes[one.outcome]}${leaked}`,
    look: 'aside',
    secure: one.secure,
  }
}

type Kind = Observation['kind']

const words: { readonly [K in Kind]: (one: Extract<Observation, { kind: K }>) => Words } = {
  reply,
  auth,
  command(one) {
    const marks = [one.lineEnd === 'lf' && 'bare LF', one.pipelined && 'pipelined'].filter(Boolean)
    const text = one.line + (marks.length > 0 ? `   (${marks.join(', ')})` : '')
    return { side: 'client', text, look: 'wire', secure: one.secure }
  },
  'auth-line': ({ what, secure }) =>
    what === 'cancel'
      ? { side: 'client', text: '*', look: 'wire', secure }
      : { side: 'client', text: '… (credentials, never recorded)', look: 'aside', secure },
  'first-bytes': (one) => ({
    side: 'client',
    text: one.line ?? `${one.protocol}: ${one.hex.replace(/(..)(?=.)/g, '$1 ')}`,
    look: 'wire',
  }),
  'client-hello'({ hello, expected, reached }) {
    const facts = [
      hello.versions.join(', '),
      hello.sni === null ? 'no server name' : `server name ${hello.sni}`,
      ...(reached === undefined ? [] : [`to ${reached}`]),
      ...(hello.ja4 === undefined ? [] : [`JA4 ${hello.ja4}`]),
    ]
    const misplaced = expected ? '' : ': TLS where plaintext was due'
    const text = `ClientHello (${facts.join('; ')})${misplaced}`
    return { side: 'client', text, look: expected ? 'aside' : 'refusal' }
  },
  'tls-established'({ tls }) {
    const text = `${tls.version.replace('v', ' ')}, ${tls.cipher}${tls.resumed ? ', resumed' : ''}`
    return { side: 'event', text, look: 'boundary', secure: true }
  },
  'tls-failed'(one) {
    const alert = one.alert === null ? '' : `: alert ${one.alert.number}, ${one.alert.name}`
    return { side: 'event', text: `No TLS: ${failures[one.reason]}${alert}`, look: 'broken' }
  },
  discarded(one) {
    const verbs = one.verbs.length > 0 ? ` (${one.verbs.join(', ')})` : ''
    const text = `${bytes(one.sizeBytes)} of plaintext after STARTTLS${verbs}: discarded`
    return { side: 'client', text, look: 'refusal' }
  },
  data({ complete, sizeBytes }) {
    const end = complete ? '' : ', cut off before the final dot'
    return {
      side: 'client',
      text: `the message, ${bytes(sizeBytes)}${end}`,
      look: complete ? 'aside' : 'refusal',
    }
  },
  message: (one) => ({
    side: 'event',
    text: `Captured, ${bytes(one.sizeBytes)}`,
    look: 'message',
    messageId: one.id,
  }),
  server: (one) => ({ side: 'server', text: `${one.what.replaceAll('-', ' ')}: ${one.text}`, look: 'aside' }),
  fault: (one) => ({ side: 'event', text: faultLine(one, duration), look: 'aside' }),
  'socket-error': (one) => ({ side: 'event', text: `Connection broken: ${one.code}`, look: 'broken' }),
}

function wordsOf(one: Observation): Words {
  return (words[one.kind] as (one: Observation) => Words)(one)
}

const closes = {
  fin: 'closed the connection',
  rst: 'reset the connection',
  destroyed: 'cut the connection',
} as const

/** Nobody spoke for so long: worth a row, since it is what the person at the other end waits through. */
const silenceMs = 1000

function silence(fromMs: number, toMs: number): string | null {
  return toMs - fromMs < silenceMs ? null : `${duration(toMs - fromMs)} of silence`
}

/** The record as rows, in their order, with silences and dropped entries marked, and how it ended. */
export function linesOf(record: SessionRecord): readonly Line[] {
  const lines: Line[] = []
  let quietSince = 0
  const quiet = (untilMs: number): void => {
    const text = silence(quietSince, untilMs)
    if (text !== null) lines.push({ n: null, atMs: null, side: 'event', secure, text, look: 'aside' })
    quietSince = untilMs
  }
  let secure = false
  let last = 0
  for (const one of record.entries) {
    const said = wordsOf(one)
    const missing = one.n - last - 1
    if (last > 0 && missing > 0) {
      lines.push({
        n: null,
        atMs: null,
        side: 'event',
        secure,
        text: `${missing} entries were dropped here`,
        look: 'aside',
      })
    }
    last = one.n
    quiet(one.atMs)
    secure = said.look === 'boundary' || (said.secure ?? secure)
    lines.push({ n: one.n, atMs: one.atMs, secure, ...said })
  }
  if (record.close) {
    quiet(record.close.atMs)
    const who = record.close.by === 'client' ? 'The client' : 'The server'
    const text = `${who} ${closes[record.close.how]}`
    lines.push({ n: null, atMs: record.close.atMs, side: 'event', secure, text, look: 'aside' })
  } else if (record.durationMs === null) {
    const text =
      record.entries.length > 0
        ? 'Still open: waiting for what comes next'
        : 'Still open: not one byte so far'
    lines.push({ n: null, atMs: null, side: 'event', secure, text, look: 'open' })
  }
  return lines
}
