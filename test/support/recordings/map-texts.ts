/** A value of JSON with every text in it changed; its keys stay. */
export function mapTexts<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value) as Value
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)])) as Value
}

/** Changes whole words alone: what is named `vm` is in no `jvm` and in no base64. */
export function wordChanger(names: ReadonlyMap<string, string>): (text: string) => string {
  const known = [...names.keys()].map((name) => name.replaceAll('.', '\\.')).join('|')
  const whole = new RegExp(`(?<![\\w.+/-])(?:${known})(?![\\w+/=-])`, 'g')
  return (text) => text.replace(whole, (name) => names.get(name) ?? name)
}
