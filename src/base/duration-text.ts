const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Milliseconds of a time with its unit, `500ms`, `30s`, `5m`; undefined: it is none. */
export function msOfText(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim()) ?? []
  const unitMs = unitsMs[unit.toLowerCase()]
  return unitMs === undefined ? undefined : Number(number) * unitMs
}
