import type { Fault, FaultPoint } from '../../model/fault.ts'
import { duration } from '../../model/amounts.ts'

const places: Readonly<Partial<Record<FaultPoint, string>>> = {
  connect: 'at the connection',
  greeting: 'instead of the greeting',
  handshake: 'at the TLS handshake',
  login: 'when the login is right',
  content: 'in the content',
  dot: 'after the final dot',
  kept: 'when the message is kept',
}

/** Where: `at RCPT`. */
export function placeOf(at: FaultPoint): string {
  return places[at] ?? `at ${at}`
}

/** What is said of the fields that are about the effect, in the order in which they come. */
const effects: { readonly [Field in keyof Fault]?: (value: NonNullable<Fault[Field]>) => string } = {
  delayMs: (ms) => `a delay of ${duration(ms)}`,
  pace: ({ bytes, everyMs }) => `${bytes} B every ${duration(everyMs)}`,
  reply: ({ code, enhanced }) => (enhanced ? `${code} ${enhanced}` : String(code)),
  injected: () => 'injected octets',
  ehlo: () => 'another EHLO answer',
  tls: () => 'no TLS where it is expected',
  cut: (cut) => (cut === 'rst' ? 'a reset' : 'the connection ended'),
}

const conditions: { readonly [Field in keyof Fault]?: (value: NonNullable<Fault[Field]>) => string } = {
  to: (to) => `to ${to}`,
  from: (from) => `from ${from || 'a bounce’s <>'}`,
  user: (user) => `as ${user}`,
  inbox: (inbox) => `in the inbox ${inbox}`,
  listener: (listener) => `on ${listener}`,
  secure: (secure) => (secure ? 'under TLS' : 'unencrypted'),
  skip: (count) => `after the first ${count}`,
  perMinute: (count) => `beyond ${count} a minute`,
  greylistMs: (ms) => `greylisted for ${duration(ms)}`,
  probability: (percent) => `in ${percent} % of cases`,
  afterBytes: (count) => `after ${count} B`,
}

function said(table: typeof effects, fault: Fault): readonly string[] {
  return (Object.keys(table) as (keyof Fault)[]).flatMap((field) => {
    const value = fault[field]
    return value === undefined ? [] : [(table[field] as (value: unknown) => string)(value)]
  })
}

/** A fault in a line: `451 at RCPT, to *@busy.test`. */
export function wordsOfFault(fault: Fault): string {
  const effect = said(effects, fault).join(', then ')
  return [`${effect} ${placeOf(fault.at)}`, ...said(conditions, fault)].join(', ')
}
