import { isIPv6 } from 'node:net'
import { FourportError } from '../base/errors.ts'
import { reachable, urlHost } from '../base/reachable.ts'
import type { ResolvedOptions } from '../options/options.ts'
import { type BoundPort, type ByPort, portKeys, profilesByKey } from '../model/port-profile.ts'

/** Options for Nodemailer's `createTransport`, right for one port. */
export interface NodemailerSettings {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly requireTLS: boolean
  readonly ignoreTLS: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
  /** The name to find in the certificate stands here where `host` is an IPv6 address, which not every Node finds there. */
  readonly tls?: { readonly ca: string; readonly servername?: string }
}

/** A port of a running server, with what a client must be told. */
export interface ServerPort extends BoundPort {
  /** `smtp://127.0.0.1:2587`, or `smtps://…` where TLS is implicit. Without credentials. */
  readonly url: string
  /** Ready-made: `createTransport(server.ports.submission.nodemailer)`. */
  readonly nodemailer: NodemailerSettings
}

/** The four ports of a server. One that is switched off throws PORT_OFF when read. */
export type ServerPorts = ByPort<ServerPort>

export function describePort(
  bound: BoundPort,
  caPem: string | null,
  login: { readonly user: string; readonly password: string } | null,
): ServerPort {
  const host = reachable(bound.host)
  const auth = login !== null && bound.auth !== 'off' ? { user: login.user, pass: login.password } : undefined
  return {
    ...bound,
    url: `${bound.tls === 'implicit' ? 'smtps' : 'smtp'}://${urlHost(bound.host)}:${bound.port}`,
    nodemailer: {
      host,
      port: bound.port,
      secure: bound.tls === 'implicit',
      requireTLS: bound.tls === 'starttls',
      ignoreTLS: bound.tls === 'none',
      ...(auth && { auth }),
      ...(bound.tls !== 'none' &&
        caPem !== null && { tls: { ca: caPem, ...(isIPv6(host) && { servername: 'localhost' }) } }),
    },
  }
}

/** The four by their keys. Reading one that is off throws PORT_OFF: `undefined` would fail later, and elsewhere. */
export function portsByKey(
  ports: readonly ServerPort[],
  { readOnly }: Pick<ResolvedOptions, 'readOnly'>,
): ServerPorts {
  const byKey = {}
  for (const key of portKeys) {
    const { name } = profilesByKey[key]
    const port = ports.find((candidate) => candidate.name === name)
    const get = (): ServerPort => {
      if (port) return port
      throw new FourportError(
        'PORT_OFF',
        `server.ports.${key} was read, but ${readOnly ? 'with readOnly there are no ports for mail' : `the option ports.${key} is "off"`}.`,
      )
    }
    Object.defineProperty(byKey, key, port ? { value: port, enumerable: true } : { get, enumerable: false })
  }
  return byKey as ServerPorts
}
