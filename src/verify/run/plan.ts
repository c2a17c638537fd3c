import { FourportError } from '../../base/errors.ts'
import { didYouMean, listOf } from '../../base/suggest.ts'
import { patternOf } from '../../faults/pattern.ts'
import { type ProfileName, profileNames, profiles, type TlsMode, tlsModes } from '../../model/port-profile.ts'
import type { Scenario } from '../../model/scenario.ts'
import { scenarioGroups } from '../../model/scenario-group.ts'
import type { VerifyPort } from '../../model/verify.ts'

/** One cell of the matrix, before it is run. */
export interface PlannedCell {
  /** Of its listener: `cert-expired.smtps`. */
  readonly name: string
  readonly scenario: Scenario
  readonly profile: ProfileName
  /** null: it is run. */
  readonly skipped: Skipped | null
}

/** Why a cell is not run: `skipped` where its port is none for this scenario, `not here` where it could be had elsewhere. */
export interface Skipped {
  readonly words: 'skipped' | 'not here'
  readonly why: string
}

export interface Plan {
  readonly ports: readonly VerifyPort[]
  readonly scenarios: readonly Scenario[]
  /** Row by row. */
  readonly cells: readonly PlannedCell[]
}

export interface Wanted {
  /** null: all. */
  readonly ports: readonly ProfileName[] | null
  /** Names of scenarios or of groups, with `*` for any characters and `!` before what is left out; null: all. */
  readonly scenarios: readonly string[] | null
  /** Name by which the client connects. Default: any that a scenario needs. */
  readonly host?: string
}

/**
 * Ports across, scenarios down. The controls that the others lean on are always among them.
 *
 * @param isSetUpOnce - The client cannot be told another host for each run
 * @throws FourportError OPTION_INVALID for a name that fits no scenario, or none that makes sense on these ports
 */
export function plan(all: readonly Scenario[], wanted: Wanted, isSetUpOnce = false): Plan {
  const names = profileNames.filter((name) => wanted.ports?.includes(name) ?? true)
  const chosenModes = new Set(names.map((name) => profiles[name].tls))
  const chosen = choose(all, wanted.scenarios, chosenModes)
  const leanedOn = new Set(
    chosen.flatMap((scenario) =>
      [...chosenModes].flatMap((tls) => [controlFor(all, scenario, tls), byNameFor(all, scenario, tls)]),
    ),
  )
  const scenarios = all.filter((scenario) => chosen.includes(scenario) || leanedOn.has(scenario))
  return {
    ports: names.map((profile) => {
      const { defaultPort, tls } = profiles[profile]
      return { profile, number: defaultPort, tls }
    }),
    scenarios,
    cells: scenarios.flatMap((scenario) =>
      names.map((profile) => ({
        name: `${scenario.name}.${profile}`,
        scenario,
        profile,
        skipped: whySkipped(scenario, profiles[profile].tls, isSetUpOnce, wanted.host),
      })),
    ),
  }
}

/** Who has to set an app for a port does so once. */
export function batches(cells: readonly PlannedCell[], byPort: boolean): readonly (readonly PlannedCell[])[] {
  if (!byPort) return [cells]
  return profileNames.map((name) => cells.filter(({ profile }) => profile === name))
}

/**
 * The control that shows that a client delivers at all where it meets this scenario: a server in order that is called by
 * the same kind of name. null: there is none, or it is one itself.
 */
export function controlFor(all: readonly Scenario[], scenario: Scenario, tls: TlsMode): Scenario | null {
  const control = healthy(all, scenario.connectBy ?? 'name', tls)
  return control === scenario ? null : control
}

/** The control that shows how a client asks for a server that it is told by a name; null: it is told no address in this scenario. */
export function byNameFor(all: readonly Scenario[], { connectBy }: Scenario, tls: TlsMode): Scenario | null {
  return connectBy === 'address' ? healthy(all, 'name', tls) : null
}

/** A healthy server whose certificate is for an address, as a client may be told it in place of a name. */
export function addressFor(all: readonly Scenario[], tls: TlsMode): Scenario | null {
  return healthy(all, 'address', tls)
}

function healthy(all: readonly Scenario[], by: 'name' | 'address', tls: TlsMode): Scenario | null {
  const fits = ({ group, demand, on, connectBy = 'name' }: Scenario): boolean =>
    group === 'control' && demand.what === 'deliver' && on.includes(tls) && connectBy === by
  return all.find(fits) ?? null
}

/** What fits a name, and nothing that fits one after a `!`; where all names have one, the rest of all. */
function choose(
  all: readonly Scenario[],
  patterns: readonly string[] | null,
  chosenModes: ReadonlySet<TlsMode>,
): readonly Scenario[] {
  if (patterns === null) return all
  const left = new Set(
    patterns.flatMap((pattern) => (isExclusion(pattern) ? fitting(all, pattern.slice(1)) : [])),
  )
  const wanted = patterns.filter((pattern) => !isExclusion(pattern))
  const found = wanted.flatMap((pattern) => {
    const some = fitting(all, pattern)
    // With the controls alone a run would look as if it had been met.
    if (!some.some(({ on }) => on.some((tls) => chosenModes.has(tls))))
      throw onNoPort(pattern, some, chosenModes)
    return some
  })
  const chosen = (wanted.length === 0 ? all : found).filter((scenario) => !left.has(scenario))
  if (chosen.length === 0) throw nothingLeft(patterns)
  return chosen
}

function isExclusion(pattern: string): boolean {
  return pattern.startsWith('!')
}

function fitting(all: readonly Scenario[], pattern: string): readonly Scenario[] {
  const fit = patternOf(pattern)
  const found = all.filter(({ name, group }) => fit(name) || fit(group))
  if (found.length === 0) throw unknownScenario(all, pattern)
  return found
}

function nothingLeft(patterns: readonly string[]): FourportError {
  return new FourportError('OPTION_INVALID', `The scenarios "${patterns.join(',')}" leave none to run.`, {
    help: 'A name after a "!" is left out, whatever else chooses it: name fewer of them.',
  })
}

function unknownScenario(all: readonly Scenario[], pattern: string): FourportError {
  const names = [...all.map(({ name }) => name), ...scenarioGroups]
  return new FourportError(
    'OPTION_INVALID',
    `No scenario is called "${pattern}".${didYouMean(pattern, names)}`,
    {
      help: `There are ${listOf(names, pattern)}; * stands for any characters, and docs/scenarios.md has all of them.`,
    },
  )
}

function onNoPort(
  pattern: string,
  fitting: readonly Scenario[],
  chosenModes: ReadonlySet<TlsMode>,
): FourportError {
  const chosen = [...chosenModes].map((tls) => modeInWords[tls]).join(' or ')
  const needed = tlsModes.filter((tls) => fitting.some(({ on }) => on.includes(tls)))
  const inWords = needed.map((tls) => `${modeInWords[tls]} (${numbersOf(tls).join(', ')})`).join(' or ')
  return new FourportError('OPTION_INVALID', `The scenario "${pattern}" does not apply to ${chosen}.`, {
    help: `It needs ${inWords}: choose such a port as well, or leave the scenario out.`,
  })
}

/** `587, 2525` */
function numbersOf(tls: TlsMode): readonly number[] {
  return profileNames.filter((name) => profiles[name].tls === tls).map((name) => profiles[name].defaultPort)
}

const modeInWords: Readonly<Record<TlsMode, string>> = {
  none: 'a port that has neither TLS nor AUTH',
  implicit: 'a port for implicit TLS',
  starttls: 'a port for STARTTLS',
}

function whySkipped(
  { on, connectBy, labels = 1 }: Scenario,
  tls: TlsMode,
  isSetUpOnce: boolean,
  host?: string,
): Skipped | null {
  if (!on.includes(tls)) return { words: 'skipped', why: `It does not apply to ${modeInWords[tls]}.` }
  if (host !== undefined && host.split('.').length < labels) {
    const why = `It needs a name of ${labels} labels or more, such as mail.example.test, that leads to this machine: --connect.`
    return { words: 'skipped', why }
  }
  if (!isSetUpOnce || connectBy !== 'address') return null
  return {
    words: 'not here',
    why: 'It needs a client that connects to an IP address, and this one is set up once, for a name.',
  }
}
