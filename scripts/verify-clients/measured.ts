import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { format } from 'prettier'
import type { Expectation } from '../../src/verify/expectation.ts'
import type { Origin, SettingsName } from './verified-client.ts'

/** What a client did when it was measured: a file each, which docs/clients.md is written from. */
export interface Measured {
  readonly name: string
  readonly origin: Origin
  readonly version: string
  /** Version of Fourport. */
  readonly by: string
  /** Day. */
  readonly on: string
  readonly settings: readonly MeasuredSettings[]
}

export interface MeasuredSettings {
  readonly names: readonly SettingsName[]
  readonly told: string
  /** By scenario, then by profile: `failed: not verified (password-to-unproven-server)`. */
  readonly cells: Expectation
}

const folder = new URL('measured/', import.meta.url)

/** All that were measured, by name. */
export function allMeasured(): readonly Measured[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names.toSorted().map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Measured)
}

/** With a cell a line, so that a review shows what changed. */
export async function keep(measured: Measured): Promise<void> {
  const text = await format(JSON.stringify(measured, null, 2), { parser: 'json' })
  writeFileSync(new URL(`${measured.name}.json`, folder), text)
}

/**
 * What was kept, with a part of it measured anew. What is injected is one row of several scenarios, which a part may not
 * have all of: that stays.
 *
 * @returns null where it was measured in another version, or told something else: then it is to be measured whole.
 */
export function withPart(
  kept: Measured,
  version: string,
  part: readonly MeasuredSettings[],
): Measured | null {
  const told = (settings: readonly MeasuredSettings[]) => settings.map((one) => one.told).join('\n')
  if (kept.version !== version || told(kept.settings) !== told(part)) return null
  const settings = kept.settings.map((before, index) => {
    const now = Object.entries(part[index]?.cells ?? {}).filter(([row]) => row !== injectedRow)
    return { ...before, cells: { ...before.cells, ...Object.fromEntries(now) } }
  })
  return { ...kept, settings }
}

/** Whatever is injected, one row: which of them a client falls for is its makers' to know first. */
export const injectedRow = 'inject-*'
const injected = /^inject-(?!fragment)/

export function inGeneral(cells: Expectation): Expectation {
  const rows = Object.entries(cells)
  const together = rows.filter(([name]) => injected.test(name)).map(([, row]) => row)
  const [first = {}] = together
  const worst = (profile: string): string =>
    together.map((row) => row[profile] ?? '').find((cell) => !cell.startsWith('passed')) ??
    first[profile] ??
    ''
  const row = Object.fromEntries(Object.keys(first).map((profile) => [profile, worst(profile)]))
  const others = rows.filter(([name]) => !injected.test(name))
  return Object.fromEntries(together.length === 0 ? rows : [...others, [injectedRow, row]])
}
