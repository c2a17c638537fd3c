import type { ClientResult } from './client.ts'
import { hasProgram, runProcess } from './run-process.ts'

/** GNU SASL's own client, which logs in behind STARTTLS, sends nothing, and says QUIT. */
export const gsasl = {
  missing: (): string | null => (hasProgram('gsasl') ? null : 'gsasl is not installed'),
  logIn: (
    where: { readonly host: string; readonly port: number; readonly caFile: string },
    login: { readonly user: string; readonly password: string },
  ): Promise<ClientResult> =>
    runProcess(
      'gsasl',
      [
        '--client',
        '--smtp',
        `--connect=${where.host}:${where.port}`,
        '--mechanism=SCRAM-SHA-256',
        `--authentication-id=${login.user}`,
        `--password=${login.password}`,
        `--x509-ca-file=${where.caFile}`,
        // It asks TLS for what no version of today has, and gives up.
        '--no-cb',
      ],
      { limitMs: 15_000 },
    ),
}
