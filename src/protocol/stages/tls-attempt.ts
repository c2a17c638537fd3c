import type { TlsFailedObserved } from '../../model/observation.ts'
import type { SessionClose } from '../../model/session-record.ts'
import type { TlsFacts } from '../../model/tls-facts.ts'
import type { SessionRecorder } from '../record.ts'
import { parseClientHello } from '../tls-records/client-hello.ts'
import { alertFromErrorCode, plainAlert } from '../tls-records/tls-alerts.ts'
import { opensTls } from '../input/first-bytes.ts'
import type { Stage } from '../stage.ts'

/** A ClientHello that is not whole by then is left to OpenSSL to refuse. */
const helloLimitBytes = 16 * 1024

export interface TlsAttemptParts {
  readonly record: SessionRecorder
  /** Whether TLS is what this port waits for here. */
  readonly expected: boolean
  /** A ClientHello is in; `begin` gives the connection to TLS, at once or later; `held` is what has come until then. */
  readonly onHello: (begin: () => void, held: () => Buffer) => void
  /** These bytes begin the handshake. */
  readonly startTls: (first: Buffer) => void
  /** Elapsed milliseconds. */
  readonly nowMs: () => number
  /** The fact is recorded; the connection has to go. */
  readonly onFailed: (close: Pick<SessionClose, 'by' | 'how'>) => void
}

/**
 * From clear to TLS. The first bytes are read before TLS takes over, because only they tell a ClientHello (names,
 * versions, ciphers) from an alert in clear and from plaintext. It lasts as long as the TLS session: how that ends is
 * told here too.
 */
export class TlsAttempt implements Stage {
  readonly #parts: TlsAttemptParts
  #sinceMs: number
  #helloMs = 0
  #held: Buffer = Buffer.alloc(0)
  #greeted = false
  #begun = false
  #secure = false
  #failed = false

  constructor(parts: TlsAttemptParts) {
    this.#parts = parts
    this.#sinceMs = parts.nowMs()
  }

  /** Elapsed milliseconds. What was delayed on purpose does not count. */
  get sinceMs(): number {
    return this.#sinceMs
  }

  /** Whether the handshake has still to come to its end. */
  get goesOn(): boolean {
    return !this.#secure && !this.#failed
  }

  /** Bytes in clear, until TLS has the connection. */
  receive(chunk: Buffer): void {
    if (this.#begun || this.#failed || (this.#greeted && this.#held.length > helloLimitBytes)) return
    this.#held = Buffer.concat([this.#held, chunk])
    if (this.#greeted) return
    const held = this.#held
    if (!opensTls(held)) {
      this.#fail('before-hello', { reason: 'not-tls', alert: null, code: '' })
      return
    }
    if (held[0] === 0x15) {
      if (held.length < 7) return
      this.#fail('before-hello', { reason: 'client-alert', alert: plainAlert(held), code: '' })
      return
    }
    const hello = parseClientHello(held)
    if (hello === 'incomplete' && held.length < helloLimitBytes) return
    const { record, expected, onHello } = this.#parts
    if (hello !== null && hello !== 'incomplete') record.add({ kind: 'client-hello', hello, expected })
    this.#greeted = true
    this.#helloMs = this.#parts.nowMs()
    onHello(
      () => this.#begin(),
      () => this.#held,
    )
  }

  #begin(): void {
    if (this.#begun || this.#failed) return
    this.#begun = true
    this.#sinceMs += this.#parts.nowMs() - this.#helloMs
    const first = this.#held
    this.#held = Buffer.alloc(0)
    this.#parts.startTls(first)
  }

  peerEnded(): void {
    if (this.#secure) return
    this.#fail(this.#phase, { reason: 'client-closed', alert: null, code: '' })
  }

  timedOut(): void {
    this.#fail(this.#phase, { reason: 'timeout', alert: null, code: '' })
  }

  /** The handshake has succeeded. False: too late, it has failed before. */
  secured(facts: TlsFacts): boolean {
    if (this.#failed) return false
    this.#secure = true
    this.#parts.record.add({ kind: 'tls-established', tls: facts })
    return true
  }

  /** TLS has broken, with the code that Node gives its error. */
  broken(code: string): void {
    if (this.#secure && !code.startsWith('ERR_SSL_')) {
      if (this.#failed) return
      this.#failed = true
      this.#parts.record.add({ kind: 'socket-error', code })
      this.#parts.onFailed({ by: 'client', how: 'rst' })
      return
    }
    const failure = tlsFailure(this.#secure ? 'established' : 'handshake', code)
    this.#fail(failure.phase, failure)
  }

  get #phase(): TlsFailedObserved['phase'] {
    return this.#greeted ? 'handshake' : 'before-hello'
  }

  #fail(
    phase: TlsFailedObserved['phase'],
    failure: Pick<TlsFailedObserved, 'reason' | 'alert' | 'code'>,
  ): void {
    if (this.#failed) return
    this.#failed = true
    const { reason, alert, code } = failure
    this.#parts.record.add({ kind: 'tls-failed', phase, reason, alert, code })
    const reset = code === 'ECONNRESET' || code === 'EPIPE'
    const byClient = reason === 'client-alert' || reason === 'client-closed'
    this.#parts.onFailed(
      byClient ? { by: 'client', how: reset ? 'rst' : 'fin' } : { by: 'server', how: 'destroyed' },
    )
  }
}

type Failure = Pick<TlsFailedObserved, 'phase' | 'reason' | 'alert' | 'code'>

/** OpenSSL's codes by what they mean for the client; alerts are read from the code itself. */
const reasons: Readonly<Record<string, TlsFailedObserved['reason']>> = {
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'version',
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: 'version',
  ERR_SSL_VERSION_TOO_LOW: 'version',
  ERR_SSL_UNKNOWN_PROTOCOL: 'version',
  ERR_SSL_NO_SHARED_CIPHER: 'cipher',
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM: 'cipher',
  ERR_SSL_NO_SUITABLE_KEY_SHARE: 'cipher',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_HTTP_REQUEST: 'not-tls',
  ERR_SSL_HTTPS_PROXY_REQUEST: 'not-tls',
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: 'client-certificate',
  ERR_SSL_CERTIFICATE_VERIFY_FAILED: 'client-certificate',
  ERR_SSL_UNEXPECTED_EOF_WHILE_READING: 'client-closed',
  ECONNRESET: 'client-closed',
  EPIPE: 'client-closed',
}

/** What ended a TLS session, from the code Node gives its error. */
function tlsFailure(phase: TlsFailedObserved['phase'], code: string): Failure {
  const alert = alertFromErrorCode(code)
  return { phase, reason: alert === null ? (reasons[code] ?? 'other') : 'client-alert', alert, code }
}
