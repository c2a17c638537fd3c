import { portKeys, type ProfileKey, profilesByKey } from '../model/port-profile.ts'
import type { Check, Conflict } from './check.ts'
import type { OptionSources } from './option-sources.ts'
import type { ResolvedOptions } from './options.ts'

/** Options for what another option switches off. What was set up below, and switched off above, is no contradiction. */
export const idleOptions: readonly Check[] = [
  function nothingToStart({ ports, listeners, http }, origins) {
    if (http !== 'off' || listeners.length > 0 || Object.values(ports).some((port) => port !== 'off'))
      return undefined
    const [listener, page] = [origins.plain('listeners', 'ports'), origins.plain('http', 'ports')]
    return {
      what: `${origins.named('ports')} switches off all four ports, and ${origins.blamed('http', 'ports')} is off: nothing is left to start`,
      help: `Give a port a number (0: any free one), add one with ${listener}, or switch the page on with ${page}.`,
    }
  },
  function loginOnNoPort(options, origins) {
    for (const [key, policy] of Object.entries(options.auth)) {
      const at = `.${key}`
      if (policy === 'off' || serves(options, key as ProfileKey)) continue
      if (key === 'catcher' && origins.isGiven('auth', at)) return loginOfNoCatcher(origins)
      if (!origins.meets(['auth', at], ['ports', at])) continue
      return {
        what: `${origins.named('auth', at)} is ${policy}, but ${origins.named('ports', at)} is off`,
        help: 'Turn that port on, or remove its login.',
      }
    }
    return undefined
  },
  function mechanismsWithoutLogin({ auth }, origins) {
    if (Object.values(auth).some((policy) => policy !== 'off')) return undefined
    if (!origins.meets(['authMechanisms'], ['auth'])) return undefined
    return {
      what: `${origins.named('authMechanisms')} says how to log in, but ${origins.named('auth')} is off on every port`,
      help: 'Set auth to optional or required, or remove the mechanisms.',
    }
  },
  function startTlsOnNoPort(options, origins) {
    if (!options.relayStartTls || serves(options, 'relay')) return undefined
    if (!origins.meets(['relayStartTls'], ['ports', '.relay'])) return undefined
    return {
      what: `${origins.named('relayStartTls')} is given, but ${origins.named('ports', '.relay')} is off`,
      help: `Turn the relay port on, or remove ${origins.plain('relayStartTls')}.`,
    }
  },
  function settingsOfNoPage({ http, https, httpToken, httpAuth, webRoot }, origins) {
    if (http !== 'off') return undefined
    const set = { https, httpToken: httpToken !== null, httpAuth: httpAuth !== null, webRoot: webRoot !== '' }
    for (const name of ['https', 'httpToken', 'httpAuth', 'webRoot'] as const) {
      if (!set[name] || !origins.meets([name], ['http'])) continue
      return {
        what: `${origins.named(name)} is given, but ${origins.named('http')} is off: there is no page`,
        help: `Give the page a port, or remove ${origins.plain(name)}.`,
      }
    }
    return undefined
  },
  function readOnlyMemory({ store, readOnly }, origins) {
    if (store !== null || !readOnly) return undefined
    return {
      what: `${origins.named('readOnly')} is given without ${origins.plain('store', 'readOnly')}, the file that an earlier run left`,
      help: `Name the file with ${origins.plain('store', 'readOnly')}, or remove ${origins.plain('readOnly')}.`,
    }
  },
  function readOnlyNoPage({ http, readOnly }, origins) {
    if (http !== 'off' || !readOnly || !origins.meets(['readOnly'], ['http'])) return undefined
    return {
      what: `${origins.named('readOnly')} opens no port for mail, and ${origins.named('http')} is off: nothing is left to start`,
      help: `Give the page a port, or remove ${origins.plain('readOnly')}.`,
    }
  },
  function syncOfNoFile({ store, storeSync }, origins) {
    if (store !== null || storeSync === 'full' || !origins.meets(['storeSync'], ['store'])) return undefined
    return {
      what: `${origins.named('storeSync')} is given, but mail is kept in memory`,
      help: `Name a file with ${origins.plain('store', 'storeSync')}, or remove ${origins.plain('storeSync')}.`,
    }
  },
]

/** No port stands for it: it is on where a listener has it. */
function loginOfNoCatcher(origins: OptionSources): Conflict {
  return {
    what: `${origins.named('auth', '.catcher')} is given, but no listener has the profile catcher`,
    help: `Add one with ${origins.plain('listeners', 'auth')}, such as catcher=catcher:1025, or remove its login.`,
  }
}

/** Whether a port, or one of the user's own like it, is on. */
function serves({ ports, listeners }: ResolvedOptions, key: ProfileKey): boolean {
  const four = portKeys.find((one) => one === key)
  const isOpen = four !== undefined && ports[four] !== 'off'
  return isOpen || listeners.some(({ profile }) => profile === profilesByKey[key].name)
}
