import type { ProfileName, TlsMode } from '../../model/port-profile.ts'
import type { NodemailerSettings } from '../../server/server-port.ts'

/** Where a client is to send its one message, and how: the settings of one cell. */
export interface VerifyTarget {
  /** Name of the scenario it will meet; for a log. */
  readonly scenario: string
  readonly profile: ProfileName
  /** The name of this machine, `localhost` or the one that was asked for; 127.0.0.1 where an address is what is tested. */
  readonly host: string
  readonly port: number
  /** What the client is to be set to, whatever the server then does. */
  readonly tls: TlsMode
  /** TLS from the first byte. */
  readonly secure: boolean
  /** null on the relay port, and where no login is wanted. */
  readonly user: string | null
  readonly password: string | null
  readonly from: string
  /** One recipient, or three where one of them will be refused. */
  readonly to: readonly string[]
  /** `smtps://user:password@localhost:50000`, percent-encoded (RFC 3986 §2.1). */
  readonly url: string
  /** Path of the CA to trust. */
  readonly caFile: string
  /** Ready-made: `createTransport(target.nodemailer)`. */
  readonly nodemailer: NodemailerSettings
}

/** A target with what follows from the rest. */
export function targetOf(
  given: Omit<VerifyTarget, 'secure' | 'url' | 'nodemailer'>,
  caPem: string,
): VerifyTarget {
  const { host, port, tls, user, password } = given
  const secure = tls === 'implicit'
  const login = user === null || password === null ? null : { user, pass: password }
  const userInfo =
    login === null ? '' : `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@`
  return {
    ...given,
    secure,
    url: `${secure ? 'smtps' : 'smtp'}://${userInfo}${host}:${port}`,
    nodemailer: {
      host,
      port,
      secure,
      requireTLS: tls === 'starttls',
      ignoreTLS: tls === 'none',
      ...(login !== null && { auth: login }),
      ...(tls !== 'none' && { tls: { ca: caPem } }),
    },
  }
}
