import type { TlsFailedObserved } from '../../model/observation.ts'
import { alertFromErrorCode } from './tls-alerts.ts'

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
export function tlsFailure(phase: TlsFailedObserved['phase'], code: string): Failure {
  const alert = alertFromErrorCode(code)
  return { phase, reason: alert === null ? (reasons[code] ?? 'other') : 'client-alert', alert, code }
}
