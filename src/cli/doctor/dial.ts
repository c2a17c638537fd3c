import { isIP, connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { messageOf, systemCode } from '../../base/errors.ts'
import { opensslReason } from '../tls-fault.ts'

/** Why an address could not be connected to. */
export type DialFailure = 'refused' | 'no-answer' | 'unreachable'

export type Dialled =
  | { readonly socket: Socket; readonly tookMs: number }
  | { readonly failure: DialFailure; readonly code: string }

/** Connects to one address. Never rejects. */
export function dial(address: string, port: number, withinMs: number): Promise<Dialled> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const socket = connect({ host: address, port })
    const timer = setTimeout(() => {
      socket.destroy()
      resolve({ failure: 'no-answer', code: 'ETIMEDOUT' })
    }, withinMs)
    socket.once('connect', () => {
      clearTimeout(timer)
      resolve({ socket, tookMs: performance.now() - startedAt })
    })
    socket.on('error', (error) => {
      clearTimeout(timer)
      const code = systemCode(error)
      resolve({ failure: failures[code] ?? 'unreachable', code: code || messageOf(error) })
    })
  })
}

const failures: Readonly<Record<string, DialFailure>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  ETIMEDOUT: 'no-answer',
}

export type Secured = { readonly socket: TLSSocket } | { readonly reason: string }

/**
 * A handshake that accepts any certificate: it is judged afterwards, so that it can be named. Never rejects.
 *
 * @param ca - PEM; what `authorized` of the socket then goes by
 */
export function secure(
  socket: Socket,
  host: string,
  ca: readonly string[],
  withinMs: number,
): Promise<Secured> {
  return new Promise((resolve) => {
    const secured = connectTls({
      socket,
      // Without an address in it: RFC 6066 §3.
      ...(isIP(host) === 0 && { servername: host }),
      ca: [...ca],
      rejectUnauthorized: false,
      // Compared afterwards, so that `authorized` is about the chain alone.
      checkServerIdentity: () => undefined,
    })
    const timer = setTimeout(
      () => give({ reason: `no answer to the ClientHello within ${withinMs / 1000} s` }),
      withinMs,
    )
    const give = (what: Secured): void => {
      clearTimeout(timer)
      if ('reason' in what) socket.destroy()
      resolve(what)
    }
    secured.once('secureConnect', () => give({ socket: secured }))
    secured.on('error', (error) => {
      const text = messageOf(error)
      give({ reason: opensslReason(text) ?? text.split('\n')[0]! })
    })
    secured.once('close', () => give({ reason: 'the server closed the connection' }))
  })
}
