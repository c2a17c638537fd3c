import { fileURLToPath } from 'node:url'
import type { VerifyTarget } from '../../src/verify/client/target.ts'
import { askFor } from '../../test/support/programs/processes.ts'
import { postfixServices, whyNoPostfix } from '../../test/diagnosis/support/run-postfix.ts'
import { measuredPorts, type Settings, variables, type VerifiedClient } from './verified-client.ts'

const script = fileURLToPath(new URL('senders/postfix.sh', import.meta.url))

/** Lines of main.cf. */
function relaying({ host, port, user, password, from, caFile }: VerifyTarget): readonly string[] {
  // In brackets: no MX is asked for.
  const hop = `[${host}]:${port}`
  return [
    `relayhost = ${hop}`,
    'smtp_host_lookup = native',
    `smtp_tls_CAfile = ${caFile}`,
    // What comes back is told by the exit code, and is no mail for the server that is watched.
    `transport_maps = inline:{ { ${from} = discard: } }`,
    ...(user === null
      ? []
      : [
          'smtp_sasl_auth_enable = yes',
          'smtp_sasl_tls_security_options = noanonymous',
          `smtp_sasl_password_maps = inline:{ { ${hop} = ${user}:${password} } }`,
        ]),
  ]
}

function settings(
  name: 'defaults' | 'recommended',
  told: string,
  level: (target: VerifyTarget) => readonly string[],
): Settings {
  return {
    names: [name],
    told,
    ports: measuredPorts,
    invocation: (target) => ({
      command: ['sh', script],
      env: {
        ...variables(target, name),
        POSTFIX_MAIN: [...relaying(target), ...level(target), ''].join('\n'),
        POSTFIX_MASTER: `${postfixServices}discard unix - - n - - discard\n`,
      },
    }),
  }
}

const wrapped = ({ tls }: VerifyTarget): string =>
  `smtp_tls_wrappermode = ${tls === 'implicit' ? 'yes' : 'no'}`

export const postfix: VerifiedClient = {
  name: 'postfix',
  origin: 'Debian',
  missing: whyNoPostfix,
  version: () => askFor(/= (\S+)/, 'postconf', ['-d', 'mail_version']),
  settings: [
    settings(
      'defaults',
      '`smtp_tls_security_level = may`, on 465 `smtp_tls_wrappermode` and `encrypt`; `smtp_sasl_tls_security_options = noanonymous`',
      (target) => [
        wrapped(target),
        `smtp_tls_security_level = ${target.tls === 'implicit' ? 'encrypt' : 'may'}`,
      ],
    ),
    settings(
      'recommended',
      '`smtp_tls_security_level = secure` with `smtp_tls_secure_cert_match = nexthop`, on 465 `smtp_tls_wrappermode`; `smtp_sasl_tls_security_options = noanonymous`',
      (target) => [
        wrapped(target),
        ...(target.tls === 'none'
          ? ['smtp_tls_security_level = none']
          : ['smtp_tls_security_level = secure', 'smtp_tls_secure_cert_match = nexthop']),
      ],
    ),
  ],
}
