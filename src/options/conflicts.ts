import { FourportError } from '../base/errors.ts'
import { didYouMean } from '../base/suggest.ts'
import { isLoopback } from '../base/loopback.ts'
import { userMechanisms } from '../model/mechanisms.ts'
import {
  listenerProfileNames,
  portKeys,
  profilesByKey,
  submissionKeys,
  usualNumbers,
} from '../model/port-profile.ts'
import type { Check } from './check.ts'
import { idleOptions } from './idle-options.ts'
import type { ResolvedOptions } from './options.ts'
import type { OptionSources } from './option-sources.ts'

/** The first that finds something is the one reported. */
const checks: readonly Check[] = [
  function halfACertificate({ cert, key }, sources) {
    if ((cert === null) === (key === null)) return undefined
    const [given, missing] = cert === null ? (['key', 'cert'] as const) : (['cert', 'key'] as const)
    return {
      what: `${sources.named(given)} is given without ${sources.plain(missing, given)}`,
      help: `Give both, or neither: Fourport then makes its own certificate.`,
    }
  },
  function usersWithoutAuth({ users, usersFile, auth }, sources) {
    if (users.length === 0 || Object.values(auth).some((policy) => policy !== 'off')) return undefined
    return {
      what: `${sources.named(usersFile === null ? 'users' : 'usersFile')} lists who may log in, but ${sources.named('auth')} is off on every port`,
      help: 'Set auth to optional or required, or remove the users.',
    }
  },
  function loginOfNobody({ users, auth }, sources) {
    if (users.length > 0 || !sources.isGiven('users') || !Object.values(auth).includes('required')) return undefined
    return {
      what: `${sources.named('auth')} requires a login, but ${sources.named('users')} is an empty list, which would let everyone in`,
      help: `Name a user, or leave ${sources.plain('users')} out: then any user with any password may log in.`,
    }
  },
  function mechanismOfNobody({ users, authMechanisms }, sources) {
    const needy = authMechanisms.filter((name) => userMechanisms.has(name))
    if (users.length > 0 || needy.length === 0 || !sources.isGiven('authMechanisms')) return undefined
    return {
      what: `${sources.named('authMechanisms')} has ${needy.join(' and ')}, but no users are configured, and a server that accepts any password cannot offer that`,
      help: `Name a user with ${sources.plain('users')}, or leave ${needy.join(' and ')} out.`,
    }
  },
  function emptyTlsRange({ tlsMinVersion, tlsMaxVersion }, sources) {
    if (tlsMinVersion <= tlsMaxVersion) return undefined // Their names sort by age.
    const [min, max] = ['tlsMinVersion', 'tlsMaxVersion'] as const
    return {
      what: `${sources.blamed(min, max)} (${tlsMinVersion}) is newer than ${sources.blamed(max, min)} (${tlsMaxVersion}), which leaves no version`,
      help: `Give ${sources.plain(min, max)} ${tlsMaxVersion} or an older one, or ${sources.plain(max, min)} ${tlsMinVersion} or a newer one.`,
    }
  },
  function unkeepableMessage({ sizeLimitBytes, maxMessageBytes, inFlightLimitBytes }, sources) {
    const size = 'sizeLimitBytes'
    for (const [name, limit] of [['maxMessageBytes', maxMessageBytes], ['inFlightLimitBytes', inFlightLimitBytes]] as const) {
      if (sizeLimitBytes > limit) {
        return {
          what: `${sources.blamed(size, name)} allows messages of ${sizeLimitBytes} bytes, but ${sources.blamed(name, size)} is ${limit} bytes`,
          help: `Give ${sources.plain(size, name)} ${limit} or less, or ${sources.plain(name, size)} ${sizeLimitBytes} or more: such a message could never be accepted.`,
        }
      }
    }
    return undefined
  },
  function takenNames({ listeners }, sources) {
    const taken = new Set<string>([...listenerProfileNames, ...portKeys, ...usualNumbers])
    for (const { name, profile } of listeners) {
      // The four are there already; a catcher is a further listener itself.
      if (name === 'catcher' && profile === name) taken.delete(name)
      if (taken.has(name)) {
        return { what: `${sources.named('listeners')}: the name "${name}" is taken`, help: 'Give each listener a name of its own.' }
      }
      taken.add(name)
    }
    return undefined
  },
  function openLoginOfNobody(options, sources) {
    const names = listenerNames(options)
    for (const name of options.authWithoutTls) {
      const named = `${sources.named('authWithoutTls')} names the listener "${name}", `
      const profile = options.listeners.find((one) => one.name === name)?.profile ?? name
      const key = submissionKeys.find((one) => profilesByKey[one].name === profile)
      if (!names.includes(name)) return { what: `${named}which does not exist`, help: `The listeners are ${names.join(', ')}.${didYouMean(name, names)}` }
      if (profile === 'smtps') return { what: `${named}which begins with TLS: nothing can be unencrypted there`, help: 'Name a port that begins unencrypted, such as submission.' }
      if (key !== undefined && options.auth[key] === 'off') return { what: `${named}but ${sources.named('auth', `.${key}`)} is off there`, help: 'Let clients log in there, or leave it out.' }
    }
    return undefined
  },
  function scenarioOfNobody({ scenarios, ...options }, sources) {
    const names = listenerNames(options)
    const missing = Object.keys(scenarios).find((name) => !names.includes(name))
    if (missing === undefined) return undefined
    return {
      what: `${sources.named('scenarios')} names the listener "${missing}", which does not exist`,
      help: `The listeners are ${names.join(', ')}.${didYouMean(missing, names) || ` Write, for example, ${names.find((name) => name === 'submission') ?? names[0]} in its place.`}`,
    }
  },
  function faultOfNobody({ faults, ...options }, sources) {
    // A profile means all listeners that have it.
    const names = [...new Set([...listenerNames(options), ...options.listeners.map(({ profile }) => profile)])]
    const stray = faults.findIndex(({ listener }) => listener !== undefined && !names.includes(listener))
    const { listener = '' } = faults[stray] ?? {}
    if (stray === -1) return undefined
    return {
      what: `${sources.named('faults', `[${stray}]`)} names the listener "${listener}", which does not exist`,
      help: `Name one of ${names.join(', ')}, or leave it out: then every listener is meant.${didYouMean(listener, names)}`,
    }
  },
  function sharedNumber(options, sources) {
    const beside = (['ports', 'listeners', 'http'] as const).find((name) => sources.isGiven(name))
    const seen = new Map<number, string>()
    const all = [
      ...Object.entries(options.ports).map(([name, port]) => [sources.blamed('ports', beside, `.${name}`), port] as const),
      ...options.listeners
        .filter(({ host }) => host === null)
        .map(({ name, port }) => [`${sources.named('listeners')} ${name}`, port] as const),
      ...(options.httpHost === options.host ? [[sources.blamed('http', beside), options.http] as const] : []),
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
  function openPage(options, sources) {
    const { http, httpHost, httpAuth, httpToken, insecureNoAuth } = options
    const open = httpHost.find((host) => !isLoopback(host))
    if (http === 'off' || open === undefined || httpAuth !== null || httpToken !== null || insecureNoAuth) return undefined
    const name = httpHost === options.host ? 'host' : 'httpHost'
    const plain = (other: 'http' | 'httpAuth' | 'httpHost' | 'httpToken' | 'insecureNoAuth'): string => sources.plain(other, name)
    return {
      what: `${sources.named(name)} is ${open}, where everyone on the network could read the captured mail on the page (${plain('http')} ${http})`,
      help: `Ask for a login with ${plain('httpAuth')} or ${plain('httpToken')}, keep the page local with ${plain('httpHost')} 127.0.0.1, switch it off, or accept it with ${plain('insecureNoAuth')}.`,
    }
  },
  ...idleOptions,
] // prettier-ignore

function listenerNames({
  ports,
  listeners,
}: Pick<ResolvedOptions, 'ports' | 'listeners'>): readonly string[] {
  const open = portKeys.filter((key) => ports[key] !== 'off').map((key) => profilesByKey[key].name)
  return [...open, ...listeners.map(({ name }) => name)]
}

/** Throws OPTION_CONFLICT for options that are right alone and wrong together. */
export function refuseConflicts(options: ResolvedOptions, sources: OptionSources): void {
  for (const check of checks) {
    const conflict = check(options, sources)
    if (conflict === undefined) continue
    const { what, help } = conflict
    throw new FourportError('OPTION_CONFLICT', `${what.replace(/^the /, 'The ')}.`, { help })
  }
}
