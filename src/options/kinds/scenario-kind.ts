import { byUsualNumber, portKeys, profilesByKey } from '../../model/port-profile.ts'
import { scenarioNames } from '../../scenarios/scenarios.ts'
import { listOf } from '../../base/suggest.ts'
import { readList } from '../../base/kinds/compounds.ts'
import { accepted, clash, isRecord, type Kind, meant, type Reading, refused } from '../../base/kinds/kind.ts'

/** `LISTENER=NAME` texts, or an object. Whether there is such a listener is known when all options are. */
export const scenarios: Pick<Kind<Readonly<Record<string, string>>>, 'read' | 'schema'> = {
  schema: { type: 'object', additionalProperties: { enum: scenarioNames } },
  read(value, lower, inCode = false) {
    const pairs = isRecord(value) ? accepted(Object.entries(value)) : readList(value, readPair)
    if (!pairs.ok) return pairs
    const given = new Map<string, string>()
    for (const [listener, name] of pairs.value) {
      if (name === undefined) continue
      const where = byUsualNumber(inCode ? spelled(listener) : listener)
      if (!scenarioNames.includes(name as string)) {
        return refused(
          `a scenario: ${listOf(scenarioNames, typeof name === 'string' ? name : '')}${meant(name, scenarioNames)}`,
          name,
          `.${listener}`,
        )
      }
      const earlier = given.get(where)
      if (earlier !== undefined && earlier !== name) return clash(earlier, name, `.${listener}`)
      given.set(where, name as string)
    }
    return accepted(Object.freeze({ ...lower, ...Object.fromEntries(given) }), [...given.keys()])
  },
}

function readPair(part: unknown): Reading<[string, unknown]> {
  const match = typeof part === 'string' ? /^([^=]+)=(.*)$/.exec(part) : null
  return match
    ? accepted([match[1]!.trim(), match[2]!.trim()])
    : refused('LISTENER=NAME, such as submission=cert-expired', part)
}

/** In code the four are properties, as on the handle. */
function spelled(listener: string): string {
  const key = portKeys.find((one) => one === listener)
  return key === undefined ? listener : profilesByKey[key].name
}
