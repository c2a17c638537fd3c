import { isIpAddress } from '../host-names.ts'
import {
  lines,
  loginOff,
  passwordOf,
  recipient,
  sender,
  timeOutSeconds,
  trustsCa,
  userOf,
  type Library,
} from './library.ts'
import { mainCfValue } from './literals.ts'

const modes = {
  implicit: ['smtp_tls_wrappermode = yes', 'smtp_tls_security_level = secure'],
  starttls: ['smtp_tls_wrappermode = no', 'smtp_tls_security_level = secure'],
  none: ['smtp_tls_wrappermode = no', 'smtp_tls_security_level = none'],
}

export const postfix: Library = {
  id: 'postfix',
  label: 'Postfix',
  language: 'ini',
  fix: (fixKind, target) => {
    // In brackets: no MX is asked for.
    const hop = `[${target.host}]:${target.port}`
    return lines(
      '# main.cf',
      `relayhost = ${hop}`,
      // Postfix asks the DNS alone, where localhost and the names of the hosts file and of containers need not be.
      !isIpAddress(target.host) && 'smtp_host_lookup = native',
      ...modes[target.tls],
      target.tls !== 'none' && `smtp_tls_secure_cert_match = ${target.serverName ?? 'nexthop'}`,
      trustsCa(target) && `smtp_tls_CAfile = ${mainCfValue(target.caFile)}`,
      fixKind === 'tls-version' && 'smtp_tls_mandatory_protocols = >=TLSv1.2',
      ...(target.login
        ? [
            'smtp_sasl_auth_enable = yes',
            'smtp_sasl_security_options = noanonymous',
            `smtp_sasl_password_maps = inline:{ { ${hop} = ${mainCfValue(userOf(target))}:${passwordOf(target, mainCfValue, 'PASSWORD')} } }`,
          ]
        : loginOff(target, 'smtp_sasl_auth_enable = no')),
      fixKind === 'time-out' && `smtp_helo_timeout = ${timeOutSeconds}s`,
    )
  },
  setup: (target) =>
    lines(
      postfix.fix('port', target),
      '# and to send one:',
      `# printf 'From: ${sender}\\nTo: ${recipient}\\nSubject: Test\\n\\nHello\\n' | sendmail -f ${sender} ${recipient}`,
    ),
}
