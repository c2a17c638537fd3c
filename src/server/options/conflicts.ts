import { FourportError } from '../../base/errors.ts'
import type { OptionName } from './table.ts'
import type { ResolvedOptions } from './options.ts'
import { isLoopback } from './loopback.ts'

/** How the user wrote an option, or how it would be written where it stands at its default. */
export type Naming = (name: OptionName) => string

type Check = (options: ResolvedOptions, named: Naming) => { what: string; help: string } | undefined

/** Each looks for one contradiction. The first found is the one reported. */
const checks: readonly Check[] = [
  function halfACertificate({ cert, key }, named) {
    if ((cert === null) === (key === null)) return undefined
    const [given, missing] = cert === null ? (['key', 'cert'] as const) : (['cert', 'key'] as const)
    return {
      what: `${named(given)} is given without ${named(missing)}`,
      help: `Give both, or neither: Fourport then makes its own certificate.`,
    }
  },
  function usersWithoutAuth({ users, usersFile, auth }, named) {
    if (users.length === 0 || Object.values(auth).some((policy) => policy !== 'off')) return undefined
    return {
      what: `${named(usersFile === null ? 'users' : 'usersFile')} lists who may log in, but ${named('auth')} is off on every port`,
      help: 'Set auth to optional or required, or drop the users.',
    }
  },
  function emptyTlsRange({ tlsMinVersion, tlsMaxVersion }, named) {
    if (tlsMinVersion <= tlsMaxVersion) return undefined // Their names sort by age.
    return {
      what: `${named('tlsMinVersion')} (${tlsMinVersion}) is newer than ${named('tlsMaxVersion')} (${tlsMaxVersion}), which leaves no version`,
      help: 'Raise the newest version, or lower the oldest.',
    }
  },
  function unkeepableMessage({ sizeLimitBytes, maxMessageBytes, inFlightLimitBytes }, named) {
    for (const [name, limit] of [['maxMessageBytes', maxMessageBytes], ['inFlightLimitBytes', inFlightLimitBytes]] as const) {
      if (sizeLimitBytes > limit) {
        return {
          what: `${named('sizeLimitBytes')} allows messages of ${sizeLimitBytes} bytes, but ${named(name)} is ${limit} bytes`,
          help: `Raise the second, or lower the first: such a message could never be taken.`,
        }
      }
    }
    return undefined
  },
  function takenNames({ listeners }, named) {
    const taken = new Set(['relay', 'smtps', 'submission', 'submission-alt', 'submissionAlt'])
    for (const { name } of listeners) {
      if (taken.has(name)) {
        return { what: `${named('listeners')}: the name "${name}" is taken`, help: 'Give each listener a name of its own.' }
      }
      taken.add(name)
    }
    return undefined
  },
  function sharedNumber(options, named) {
    const seen = new Map<number, string>()
    const all = [
      ...Object.entries(options.ports).map(([name, port]) => [`${named('ports')} ${name}`, port] as const),
      ...options.listeners
        .filter(({ host }) => host === null)
        .map(({ name, port }) => [`${named('listeners')} ${name}`, port] as const),
      ...(options.httpHost === options.host ? [[named('http'), options.http] as const] : []),
    ]
    for (const [name, port] of all) {
      if (port === 'off' || port === 0) continue
      const other = seen.get(port)
      if (other !== undefined) {
        return { what: `${other} and ${name} are both ${port}`, help: 'Give each listener a port of its own, or 0 for any free one.' }
      }
      seen.set(port, name)
    }
    return undefined
  },
  function openPage(options, named) {
    const { http, httpHost, httpAuth, httpToken, insecureNoAuth } = options
    const open = httpHost.find((host) => !isLoopback(host))
    if (http === 'off' || open === undefined || httpAuth !== null || httpToken !== null || insecureNoAuth) return undefined
    const where = named(httpHost === options.host ? 'host' : 'httpHost')
    return {
      what: `${where} is ${open}, where everyone on the network could read the captured mail by the page (${named('http')} ${http})`,
      help: `Ask for a login with ${named('httpAuth')} or ${named('httpToken')}, keep the page local with ${named('httpHost')} 127.0.0.1, switch it off, or accept it with ${named('insecureNoAuth')}.`,
    }
  },
] // prettier-ignore

/** Throws OPTION_CONFLICT for options that are right alone and wrong together. */
export function refuseConflicts(options: ResolvedOptions, named: Naming): void {
  for (const check of checks) {
    const conflict = check(options, named)
    if (conflict) throw new FourportError('OPTION_CONFLICT', `${conflict.what}.`, { help: conflict.help })
  }
}
