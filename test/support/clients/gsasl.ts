import type { ClientResult, Mechanism } from './client.ts'
import { missing } from '../programs/programs.ts'
import { runProcess } from './run-process.ts'

export interface GsaslLogin {
  readonly user: string
  readonly password: string
  /** Left out: its own choice. */
  readonly mechanism?: Mechanism
  /** What GnuTLS may agree on. */
  readonly priority?: string
  /** It finds nothing to bind to, as where TLS ends in front of it. */
  readonly unbound?: boolean
}

/** GNU SASL's own client, which logs in after STARTTLS, sends nothing, and says QUIT. */
export const gsasl = {
  missing: (): string | null => missing('gsasl'),
  logIn: (
    where: { readonly host: string; readonly port: number; readonly caFile: string },
    login: GsaslLogin,
  ): Promise<ClientResult> =>
    runProcess(
      'gsasl',
      [
        '--client',
        '--smtp',
        `--connect=${where.host}:${where.port}`,
        `--authentication-id=${login.user}`,
        `--password=${login.password}`,
        `--x509-ca-file=${where.caFile}`,
        ...(login.mechanism === undefined ? [] : [`--mechanism=${login.mechanism}`]),
        ...(login.priority === undefined ? [] : [`--priority=${login.priority}`]),
        ...(login.unbound === true ? ['--no-cb'] : []),
      ],
      { limitMs: 15_000 },
    ),
}
