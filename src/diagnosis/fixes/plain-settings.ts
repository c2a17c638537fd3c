import { hostsLine, lines, userOf, type FixTarget, type Library } from './library.ts'
import { clean } from '../quote.ts'

const encryption = {
  implicit: 'implicit TLS (also called SSL/TLS, SMTPS)',
  starttls: 'STARTTLS, required',
  none: 'none',
}

/** For a client that is not known: the settings in the words most programs use. */
export const plainSettings: Library = {
  id: 'settings',
  label: 'Any client',
  language: 'text',
  setup: (target) => plainSettings.fix('port', target),
  fix: (fixKind, target) =>
    lines(
      `host:        ${clean(target.serverName ?? target.host, 255)}`,
      target.tls !== 'none' && target.serverName !== null && `hosts file:  ${hostsLine(target)}`,
      `port:        ${target.port}`,
      `encryption:  ${encryption[target.tls]}`,
      fixKind === 'tls-version' && 'TLS version: 1.2 or 1.3',
      target.tls !== 'none' && target.caFile !== null && `trusted CA:  ${clean(target.caFile, 512)}`,
      `login:       ${loginOf(target)}`,
      fixKind === 'time-out' && 'time-out:    30 s or more',
    ),
}

function loginOf(target: FixTarget): string {
  const { password = null } = target
  if (target.login && password !== null)
    return `any; for example ${clean(userOf(target), 255)} with the password ${clean(password, 255)}`
  if (target.login) return `${clean(userOf(target), 255)}, with its password`
  return target.keepsLogin === true ? 'as it is now' : 'none'
}
