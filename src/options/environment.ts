import { FourportError } from '../base/errors.ts'
import { listOf } from '../base/suggest.ts'
import { environment, type OptionLayer } from './source.ts'
import { optionMeant } from './option-meant.ts'
import { envName, optionNames } from './table.ts'

const prefix = 'FOURPORT_'

/**
 * Kubernetes gives every container the addresses of its services: one named `fourport` brings
 * FOURPORT_SERVICE_HOST, FOURPORT_PORT and FOURPORT_PORT_25_TCP_ADDR. They are not ours.
 */
const fromKubernetes = /^FOURPORT_(SERVICE_(HOST|PORT)(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_\w+)?)?)$/

/**
 * The FOURPORT_… variables as a layer of options. An empty one counts as not set, which is what compose files
 * make of `${AUTH:-}`. Throws OPTION_UNKNOWN.
 */
export function environmentLayer(env: Readonly<Record<string, string | undefined>>): OptionLayer {
  const names = new Map(optionNames.map((name) => [envName(name), name]))
  const values: Record<string, string> = {}
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(prefix) || value === undefined || value === '') continue
    const name = names.get(variable)
    if (name !== undefined) {
      values[name] = value
    } else if (!fromKubernetes.test(variable)) {
      // Without what all of them share, so that it counts for no likeness.
      const near = optionMeant(variable.slice(prefix.length), (option) =>
        envName(option).slice(prefix.length),
      )
      throw new FourportError('OPTION_UNKNOWN', `Unknown environment variable ${variable}.`, {
        help: `${near === undefined ? '' : `Did you mean ${prefix}${near}? `}There are ${listOf([...names.keys()], variable)}; \`fourport help environment\` has all of them.`,
      })
    }
  }
  return { source: environment, values }
}
