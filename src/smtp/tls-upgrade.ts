import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { systemCode } from '../base/errors.ts'
import type { TlsFailedObserved } from '../model/observation.ts'
import type { SessionClose } from '../model/session-record.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import type { TlsContexts } from '../tls/contexts.ts'
import { parseClientHello } from './client-hello.ts'
import { opensTls } from './first-bytes.ts'
import type { Receiver } from './receiver.ts'
import type { SessionRecorder } from './session-recorder.ts'
import { plainAlert } from './tls-alerts.ts'
import { tlsFailure } from './tls-failure.ts'

/** A ClientHello that is not whole by then is left to OpenSSL to refuse. */
const helloLimitBytes = 16 * 1024

export interface UpgradeParts {
  readonly raw: Socket
  readonly tls: TlsContexts
  readonly recorder: SessionRecorder
  /** Whether TLS is what this port waits for here. */
  readonly expected: boolean
  /** The TLS socket exists; bytes will come from it. */
  readonly onWrapped: (socket: TLSSocket) => void
  readonly onSecure: (socket: TLSSocket, facts: TlsFacts) => void
  /** The fact is recorded; the connection has to go. */
  readonly onFailed: (close: Pick<SessionClose, 'by' | 'how'>) => void
}

/**
 * From a raw socket to TLS. The first bytes are read before TLS takes over, because only they tell a ClientHello
 * (names, versions, ciphers) from an alert in clear and from plaintext.
 */
export class TlsUpgrade implements Receiver {
  readonly #parts: UpgradeParts
  #held: Buffer = Buffer.alloc(0)
  #wrapped = false
  #secure = false
  #failed = false

  constructor(parts: UpgradeParts) {
    this.#parts = parts
  }

  /** Bytes of the raw socket, until TLS has taken it over. */
  receive(chunk: Buffer): void {
    if (this.#wrapped || this.#failed) return
    this.#held = Buffer.concat([this.#held, chunk])
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
    const { recorder, expected } = this.#parts
    if (hello !== null && hello !== 'incomplete') {
      recorder.add({ kind: 'client-hello', hello, expected })
    }
    this.#wrap()
  }

  peerEnded(): void {
    if (this.#secure) return
    const phase = this.#wrapped ? 'handshake' : 'before-hello'
    this.#fail(phase, { reason: 'client-closed', alert: null, code: '' })
  }

  timedOut(): void {
    this.#fail(this.#wrapped ? 'handshake' : 'before-hello', { reason: 'timeout', alert: null, code: '' })
  }

  #wrap(): void {
    const { raw, tls, onWrapped, onSecure } = this.#parts
    this.#wrapped = true
    raw.removeAllListeners('data')
    raw.pause()
    raw.unshift(this.#held)
    this.#held = Buffer.alloc(0)
    const socket = new TLSSocket(raw, {
      isServer: true,
      secureContext: tls.secureContext,
      requestCert: tls.requestClientCertificate === true,
      rejectUnauthorized: false,
    })
    // Once: a TLS 1.2 client may renegotiate, and 'secure' comes again.
    socket.once('secure', () => {
      if (this.#failed) return
      this.#secure = true
      const facts = factsOf(socket)
      this.#parts.recorder.add({ kind: 'tls-established', tls: facts })
      onSecure(socket, facts)
    })
    // '_tlsError' is how Node tells the server's side of a socket that tls.Server did not accept; smtp-server uses it too.
    const broken = (error: unknown): void => this.#broken(systemCode(error))
    socket.on('_tlsError', broken)
    socket.on('error', broken)
    onWrapped(socket)
  }

  #broken(code: string): void {
    if (this.#secure && !code.startsWith('ERR_SSL_')) {
      if (this.#failed) return
      this.#failed = true
      this.#parts.recorder.add({ kind: 'socket-error', code })
      this.#parts.onFailed({ by: 'client', how: 'rst' })
      return
    }
    const failure = tlsFailure(this.#secure ? 'established' : 'handshake', code)
    this.#fail(failure.phase, failure)
  }

  #fail(
    phase: TlsFailedObserved['phase'],
    failure: Pick<TlsFailedObserved, 'reason' | 'alert' | 'code'>,
  ): void {
    if (this.#failed) return
    this.#failed = true
    const { reason, alert, code } = failure
    this.#parts.recorder.add({ kind: 'tls-failed', phase, reason, alert, code })
    const reset = code === 'ECONNRESET' || code === 'EPIPE'
    const byClient = reason === 'client-alert' || reason === 'client-closed'
    this.#parts.onFailed(
      byClient ? { by: 'client', how: reset ? 'rst' : 'fin' } : { by: 'server', how: 'destroyed' },
    )
  }
}

function factsOf(socket: TLSSocket): TlsFacts {
  // Node sets it for server sockets; the types leave it out.
  const { servername } = socket as TLSSocket & { servername?: string | false | null }
  return {
    version: socket.getProtocol() ?? '',
    cipher: socket.getCipher().standardName,
    sni: typeof servername === 'string' && servername !== '' ? servername : null,
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null,
    resumed: socket.isSessionReused(),
    clientCertificate: clientCertificateOf(socket),
  }
}

function clientCertificateOf(socket: TLSSocket): TlsFacts['clientCertificate'] {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined) return null
  return { subject: certificate.subject, sha256: certificate.fingerprint256 }
}
