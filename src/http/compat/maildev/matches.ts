/** Conditions of a list: what stands at a path with dots, such as `from.address`, and its value. */
export type Conditions = Readonly<Record<string, string>>

/** Whether a message holds each of these values, or has it in a list. */
export function matchesAll(message: object, conditions: Conditions): boolean {
  return Object.entries(conditions).every(([path, wanted]) => {
    const value = lookUp(message, path.split('.'))
    return Array.isArray(value) ? value.includes(wanted) : value === wanted
  })
}

function lookUp(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || name === undefined) return undefined
  const found = Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
  if (rest.length === 0) return found
  return Array.isArray(found) ? found.map((one) => lookUp(one, rest)) : lookUp(found, rest)
}
