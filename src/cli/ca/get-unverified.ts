import { X509Certificate } from 'node:crypto'
import { get } from 'node:https'
import type { TLSSocket } from 'node:tls'

export interface Unverified {
  readonly status: number
  /** What it asks for with a 401 (RFC 9110 §11.6.1), or nothing. */
  readonly realm: string
  readonly text: string
  readonly leaf: X509Certificate
}

/** No answer about a CA is longer. */
const maxOctets = 64 * 1024

/**
 * Asks by HTTPS without verifying who answers, so it sends nothing that is secret: the certificate is verified
 * afterwards, once the CA is known.
 *
 * @throws Error where nothing answers, or not within the deadline
 */
export function getUnverified(url: URL, deadline: AbortSignal): Promise<Unverified> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, rejectUnauthorized: false, signal: deadline }, (response) => {
      const leaf = new X509Certificate((response.socket as TLSSocket).getPeerCertificate().raw)
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        if (text.length > maxOctets) request.destroy(new Error('the answer is too long'))
      })
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          realm: response.headers['www-authenticate'] ?? '',
          text,
          leaf,
        }),
      )
    })
    request.on('error', reject)
  })
}
