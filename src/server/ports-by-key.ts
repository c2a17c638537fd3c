import { FourportError } from '../base/errors.ts'
import { portKeys, profilesByKey } from '../model/port-profile.ts'
import type { ServerPort, ServerPorts } from './server-port.ts'

/** The four by their keys. Reading one that is off throws PORT_OFF: `undefined` would fail later, and elsewhere. */
export function portsByKey(ports: readonly ServerPort[]): ServerPorts {
  const byKey = {}
  for (const key of portKeys) {
    const { name } = profilesByKey[key]
    const port = ports.find((candidate) => candidate.name === name)
    const get = (): ServerPort => {
      if (port) return port
      throw new FourportError(
        'PORT_OFF',
        `server.ports.${key} was read, but the option ports.${key} is "off".`,
      )
    }
    Object.defineProperty(byKey, key, port ? { value: port, enumerable: true } : { get, enumerable: false })
  }
  return byKey as ServerPorts
}
