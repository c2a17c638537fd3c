/**
 * From unencrypted to TLS. The first bytes are read before TLS takes over, because only they tell a ClientHello (names,
 * versions, ciphers) from an alert and from plaintext. How TLS fails after the handshake is reported to it as well. It does not know
 * what is spoken under TLS.
 */
import { isIP } from 'node:net'
import { HeldBytes } from '../../base/held-bytes.ts'
import { faultAt, strangerOf } from '../fault-injection/fault-at.ts'
import type { FaultTls } from '../../model/fault.ts'
import type { TlsFailedObserved } from '../../model/observation.ts'
import type { ClientHello, TlsFacts } from '../../model/tls-facts.ts'
import { opensTls } from '../input/first-bytes.ts'
import type { Wait } from '../outcome.ts'
import type { SessionContext } from '../session-context.ts'
import type { Due, Stage, TlsOver } from '../stage.ts'
import { ClientHelloReader } from '../tls-records/client-hello.ts'
import { alertFromErrorCode, plainAlert } from '../tls-records/tls-alerts.ts'
import { openingBytes, WaitingStage } from '../waiting.ts'
import { GoesOnUnencrypted } from './goes-on-unencrypted.ts'

/** A ClientHello that is not whole by then is left to OpenSSL to refuse. */
const helloLimitBytes = 16 * 1024

export interface TlsAttemptParts {
  /** The stage when the handshake has succeeded. */
  readonly onSecure: () => Stage
  /** The stage in its place on purpose; null: TLS is not what this port waits for here, and no fault is asked for. */
  readonly instead: ((how: FaultTls) => Stage) | null
  /** The stage of a connection that outlives TLS, as its client may go on without; null: none does. */
  readonly afterRefusal: (() => Stage) | null
}

type Failure = Pick<TlsFailedObserved, 'reason' | 'alert' | 'code'>

export class TlsAttempt implements Stage {
  readonly #context: SessionContext
  readonly #parts: TlsAttemptParts
  #sinceMs: number
  readonly #held = new HeldBytes()
  readonly #hello = new ClientHelloReader()
  #state: 'before-hello' | 'hello' | 'begun' | 'secure' | 'failed' = 'before-hello'

  constructor(context: SessionContext, parts: TlsAttemptParts) {
    this.#context = context
    this.#parts = parts
    this.#sinceMs = context.nowMs
  }

  get due(): Due | null {
    if (this.#state === 'secure' || this.#state === 'failed') return null
    const { handshakeTimeoutMs } = this.#context.listener.settings
    return { what: 'handshake', atMs: this.#sinceMs + handshakeTimeoutMs }
  }

  /** Unencrypted bytes, until TLS has the connection. */
  bytes(chunk: Buffer): Stage {
    if (this.#state !== 'before-hello' && this.#state !== 'hello') return this
    this.#held.add(chunk)
    return this.#state === 'hello' ? this.settle() : this.#look(chunk)
  }

  #look(chunk: Buffer): Stage {
    const held = this.#held.bytes
    if (!opensTls(held)) return this.#fail({ reason: 'not-tls', alert: null, code: '' })
    if (held[0] === 0x15) {
      if (held.length < 7) return this
      return this.#fail({ reason: 'client-alert', alert: plainAlert(held), code: '' })
    }
    const hello = this.#hello.push(chunk)
    if (hello === 'incomplete' && held.length < helloLimitBytes) return this
    const { record, listener } = this.#context
    const expected = this.#parts.instead !== null
    if (hello !== null && hello !== 'incomplete') {
      const reached = unnamedAddress(hello, this.#context)
      record.add({ kind: 'client-hello', hello, expected, ...(reached !== null && { reached }) })
    }
    this.#state = 'hello'
    return expected && listener.faults.armed ? this.#atHandshake() : this.settle()
  }

  /** Where a fault may be set. */
  #atHandshake(): Stage {
    const helloMs = this.#context.nowMs
    const stage = faultAt<Stage>(
      this.#context,
      'handshake',
      strangerOf(this.#context),
      undefined,
      (fired) => {
        const { tls, cut } = fired?.fault ?? {}
        if (tls && this.#parts.instead !== null) return this.#parts.instead(tls)
        if (cut === undefined) {
          // What was delayed on purpose does not count.
          this.#sinceMs += this.#context.nowMs - helloMs
          return this
        }
        const { ending, nowMs } = this.#context
        const after = new GoesOnUnencrypted(this.#context).bytes(this.#held.bytes)
        if (cut === 'rst') ending.reset()
        else ending.hangUp(nowMs)
        return after
      },
    )
    if (isWait(stage)) return new WaitingStage(this.#context, stage, this, openingBytes)
    return stage === this ? this.settle() : stage
  }

  /** The handshake begins. */
  settle(): Stage {
    if (this.#state !== 'hello') return this
    this.#state = 'begun'
    this.#context.actions.startTls(this.#held.take())
    return this
  }

  ended(): void {
    if (this.#state !== 'secure') this.#fail({ reason: 'client-closed', alert: null, code: '' })
  }

  time(): Stage {
    return this.#fail({ reason: 'timeout', alert: null, code: '' })
  }

  secured(facts: TlsFacts): Stage {
    // Too late: it has failed before.
    if (this.#state === 'failed') return this
    this.#state = 'secure'
    this.#context.record.add({ kind: 'tls-established', tls: facts })
    return this.#parts.onSecure()
  }

  /** The client speaks TLS no longer, whether it has failed or not; what it sends now is unencrypted. */
  tlsOver(why: TlsOver): Stage {
    const { afterRefusal } = this.#parts
    if (afterRefusal === null) return this
    if (this.#state === 'begun') {
      const { record } = this.#context
      record.add({ kind: 'tls-failed', phase: 'handshake', reason: why, alert: null, code: '' })
    }
    this.#state = 'failed'
    return afterRefusal()
  }

  tlsBroken(code: string): void {
    if (this.#state !== 'secure' || code.startsWith('ERR_SSL_')) {
      this.#fail(tlsFailure(code))
      return
    }
    this.#state = 'failed'
    const { record, actions } = this.#context
    record.add({ kind: 'socket-error', code })
    record.close('client', 'rst')
    actions.close('cut')
  }

  get #phase(): TlsFailedObserved['phase'] {
    if (this.#state === 'secure') return 'established'
    return this.#state === 'before-hello' ? 'before-hello' : 'handshake'
  }

  #fail({ reason, alert, code }: Failure): Stage {
    if (this.#state === 'failed') return this
    const { record, actions } = this.#context
    record.add({ kind: 'tls-failed', phase: this.#phase, reason, alert, code })
    this.#state = 'failed'
    // The connection is there still, and its client may go on.
    if (this.#parts.afterRefusal !== null && code.startsWith('ERR_SSL_')) return this
    const reset = code === 'ECONNRESET' || code === 'EPIPE'
    const byClient = reason === 'client-alert' || reason === 'client-closed'
    if (byClient) record.close('client', reset ? 'rst' : 'fin')
    else record.close('server', 'destroyed')
    actions.close('cut')
    return this
  }
}

function isWait(next: Stage | Wait<Stage>): next is Wait<Stage> {
  return 'resume' in next
}

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

/** What ended TLS, from the code Node gives its error. */
function tlsFailure(code: string): Failure {
  const alert = alertFromErrorCode(code)
  return { reason: alert === null ? (reasons[code] ?? 'other') : 'client-alert', alert, code }
}

/** The address that a client reached which named no host, if the certificate holds addresses and not this one. */
function unnamedAddress({ sni }: ClientHello, { listener, localHost }: SessionContext): string | null {
  const names = listener.leaf?.names ?? []
  if ((sni !== null && isIP(sni) === 0) || !names.some(isIP)) return null
  const address = localHost()
  return address === '' || names.includes(address) ? null : address
}
