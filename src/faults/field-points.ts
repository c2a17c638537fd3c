import type { Fault, FaultPoint } from '../model/fault.ts'

/** A transaction is open, or its path is the one that is asked for. */
const inTransaction: ReadonlySet<FaultPoint> = new Set<FaultPoint>(['RCPT', 'DATA', 'content', 'dot', 'kept'])
const beforeLogin: ReadonlySet<FaultPoint> = new Set<FaultPoint>([
  'connect',
  'greeting',
  'handshake',
  'EHLO',
  'HELO',
  'STARTTLS',
  'AUTH',
])
/** Below SMTP: whether TLS will come is not known yet, and there is nothing to answer. */
const belowSmtp: ReadonlySet<FaultPoint> = new Set<FaultPoint>(['connect', 'handshake'])

const afterLogin = (at: FaultPoint): boolean => !beforeLogin.has(at)
const inSmtp = (at: FaultPoint): boolean => !belowSmtp.has(at)

/** Of the fields that not every point has: where they can be met, or done. One that never can would make a test pass for nothing. */
export const fieldPoints: Readonly<Partial<Record<keyof Fault, (at: FaultPoint) => boolean>>> = {
  to: (at) => inTransaction.has(at),
  from: (at) => at === 'MAIL' || inTransaction.has(at),
  user: afterLogin,
  inbox: afterLogin,
  secure: inSmtp,
  greylistMs: (at) => at === 'RCPT',
  afterBytes: (at) => at === 'content',
  reply: inSmtp,
  injected: inSmtp,
  ehlo: (at) => at === 'EHLO',
  tls: (at) => at === 'STARTTLS' || belowSmtp.has(at),
}

/** Whether a command is refused by this reply, or may run. */
export function isRefusal({ code }: { readonly code: number }): boolean {
  return code >= 400
}

/** Where replies have no enhanced code (RFC 2034 §3): the greeting, the answers to EHLO and HELO, and 3xx. */
export function hasEnhancedCode(at: FaultPoint, code: number): boolean {
  return at !== 'greeting' && at !== 'EHLO' && at !== 'HELO' && (code < 300 || code >= 400)
}

/** First and last code that a point can be answered with beside refusals; null: with refusals alone. */
export function goodCodesAt(at: FaultPoint): readonly [number, number] | null {
  if (at === 'content') return null
  return at === 'DATA' ? [300, 399] : [200, 299]
}
