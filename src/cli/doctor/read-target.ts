import { isIPv6 } from 'node:net'
import { FourportError } from '../../base/errors.ts'
import { shown } from '../../base/fields.ts'
import type { Target, TargetPort } from './examination.ts'

/** The ports that mail is submitted on, and the one between servers. */
export const usualPorts: readonly number[] = [587, 465, 2525, 25]

function targetPort(port: number): TargetPort {
  return { port, tls: port === 465 ? 'implicit' : null }
}

/**
 * `HOST`, `HOST:PORT`, `smtp://HOST:PORT`, `smtps://HOST`, an IPv6 address with or without brackets.
 *
 * @throws FourportError OPTION_INVALID
 */
export function readTarget(typed: string): Target {
  const [, scheme, rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([\s\S]*)$/i.exec(typed) ?? []
  if (scheme !== undefined && !/^(?:smtps?|submissions?|tcp)$/i.test(scheme))
    throw invalid(typed, `${scheme}: is not SMTP`)
  const isImplicit = /^(?:smtps|submissions)$/i.test(scheme ?? '')
  // A user in a URL is left out here: its password may follow it.
  const place = rest.replace(/^[^/]*@/, '').replace(/[/?#].*$/s, '')
  const [host, port] = isIPv6(place) ? [place, undefined] : split(place)
  if (host === undefined || !/^[\p{L}\p{N}._:%-]{1,253}$/u.test(host))
    throw invalid(typed, 'the host is not a name or an address')
  if (port === undefined) {
    const ports = isImplicit ? [465] : usualPorts
    return { host, ports: ports.map(targetPort) }
  }
  const number = Number(port)
  if (!/^\d{1,5}$/.test(port) || number < 1 || number > 65_535)
    throw invalid(typed, 'the port is not a number from 1 to 65535')
  return { host, ports: [isImplicit ? { port: number, tls: 'implicit' } : targetPort(number)] }
}

function split(place: string): readonly [host: string | undefined, port: string | undefined] {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/s.exec(place) ?? []
  return [bracketed ?? plain, port]
}

function invalid(typed: string, why: string): FourportError {
  // Whatever is before an @ may be a password.
  const text = shown(typed.replace(/^([^/]*\/\/)?[^@]*@/, '$1…@'))
  return new FourportError('OPTION_INVALID', `doctor: ${text} cannot be examined: ${why}.`, {
    help: 'Write HOST:PORT, such as `fourport doctor smtp.example.com:587`; an IPv6 address with a port as [::1]:587.',
  })
}
