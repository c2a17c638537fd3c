import { nearest } from '../base/suggest.ts'
import { envName, type OptionName, optionNames, optionTable } from './table.ts'

/**
 * What is meant by a name that no option has here, as `spell` writes it: who knows an option by its flag writes that
 * into a config file, and the reverse. `others` are names beside the options.
 */
export function optionMeant(
  typed: string,
  spell: (name: OptionName) => string,
  among: readonly OptionName[] = optionNames,
  others: readonly string[] = [],
): string | undefined {
  const meant = new Map(others.map((name) => [name, name]))
  for (const name of among) {
    const spelled = spell(name)
    for (const spelling of [spelled, name, optionTable[name].flag, envName(name)]) {
      if (!meant.has(spelling)) meant.set(spelling, spelled)
    }
  }
  const near = nearest(typed, [...meant.keys()])
  return near === undefined ? undefined : meant.get(near)
}
