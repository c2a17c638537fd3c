import { lines, timeOutSeconds, userOf, type Library } from './library.ts'

const modes = {
  implicit: ['smtp_tls_wrappermode = yes', 'smtp_tls_security_level = secure'],
  starttls: ['smtp_tls_wrappermode = no', 'smtp_tls_security_level = secure'],
  none: ['smtp_tls_wrappermode = no', 'smtp_tls_security_level = none'],
}

export const postfix: Library = {
  id: 'postfix',
  label: 'Postfix',
  language: 'ini',
  fix: (situation, target) =>
    lines(
      '# main.cf',
      `relayhost = [${target.serverName ?? target.host}]:${target.port}`,
      ...modes[target.tls],
      target.tls !== 'none' && 'smtp_tls_secure_cert_match = nexthop',
      target.tls !== 'none' && target.caFile !== null && `smtp_tls_CAfile = ${target.caFile}`,
      situation === 'tls-version' && 'smtp_tls_mandatory_protocols = >=TLSv1.2',
      ...(target.login
        ? [
            'smtp_sasl_auth_enable = yes',
            'smtp_sasl_security_options = noanonymous',
            `smtp_sasl_password_maps = inline:{ { [${target.serverName ?? target.host}]:${target.port} = ${userOf(target)}:PASSWORD } }`,
          ]
        : ['smtp_sasl_auth_enable = no']),
      situation === 'time-out' && `smtp_helo_timeout = ${timeOutSeconds}s`,
    ),
}
