import { optionNames, optionTable } from '../options/table.ts'
import type { OwnFlags } from './verb.ts'

/** One spelling of a flag, and what it stands for. */
export interface Flag {
  /** Of the option, or of the verb's own flag. */
  readonly name: string
  readonly isOwn: boolean
  /** What it takes, in capitals; '': nothing. */
  readonly metavar: string
  /** What it stands for where it takes nothing. */
  readonly value: string
  /** Takes nothing, but may be given `=false`. */
  readonly isSwitch: boolean
  /** Each time it is given adds to the times before. */
  readonly isMany: boolean
  /** What it is given is not repeated in an error. */
  readonly isSecret: boolean
}

/** Flags as they are typed, with their dashes. */
export type Flags = ReadonlyMap<string, Flag>

/** Those that every verb knows: one for each option, with what turns a switch off, and other names. */
export function sharedFlags(): Flags {
  const flags = new Map<string, Flag>()
  for (const name of optionNames) {
    const { flag, kind, aliases = {} } = optionTable[name]
    const { metavar, many, secret } = kind
    const about = { name, isOwn: false, isMany: many === true, isSecret: secret === true }
    const isSwitch = metavar === ''
    flags.set(`--${flag}`, { ...about, metavar, value: 'true', isSwitch })
    const others = { ...(isSwitch && { [`no-${flag}`]: 'false' }), ...aliases }
    for (const [other, value] of Object.entries(others))
      flags.set(`--${other}`, { ...about, metavar: '', value, isSwitch: false })
  }
  return flags
}

/** Those of a verb's own beside them. Of two with one spelling its own is meant. */
export function withOwn(shared: Flags, own: OwnFlags): Flags {
  const flags = new Map(shared)
  for (const [name, { metavar, many = false }] of Object.entries(own))
    flags.set(`--${name}`, { name, isOwn: true, metavar, value: 'true', isSwitch: false, isMany: many, isSecret: false }) // prettier-ignore
  return flags
}

export function withoutOptions(shared: Flags, names: readonly string[]): Flags {
  return new Map([...shared].filter(([, { name }]) => !names.includes(name)))
}
