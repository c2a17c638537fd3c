import { Emitter } from '../base/emitter.ts'
import { FourportError } from '../base/errors.ts'
import type { Clock } from '../base/passed-in.ts'
import { lazyModule } from '../base/lazy-module.ts'
import { didYouMean, listOf } from '../base/suggest.ts'
import type { IssuedFor } from '../model/certificate-kind.ts'
import { byUsualNumber } from '../model/port-profile.ts'
import type { Scenario, ScenarioName, SetScenario } from '../model/scenario.ts'
import type { ListenerScenario, ListenerSpec, SmtpEngine } from '../net/engine.ts'
import type { PlannedListener } from '../options/ports/resolve.ts'
import { profileOf } from '../scenarios/profile-of.ts'
import type { LoadedTls } from '../tls/load-tls.ts'
import type { ContextMaker } from '../tls/other-contexts.ts'

/** Who names no scenario pays for none. */
const loadTable = lazyModule(() => import('../scenarios/scenarios.ts'))
const loadAfterRefusal = lazyModule(() => import('../scenarios/after-refusal.ts'))
const loadContexts = lazyModule(() => import('../tls/other-contexts.ts'))

export interface ScenarioParts {
  readonly engine: SmtpEngine
  readonly planned: readonly PlannedListener[]
  /** null: no listener has TLS. */
  readonly tls: LoadedTls | null
  readonly clock: Clock
  /** What the certificates under scenarios are for; null: all that the server's own is for. */
  readonly issuedFor: IssuedFor | null
  /** Told of what goes wrong in those who watch. */
  readonly onError: (error: unknown) => void
}

/** Scenarios on the listeners of one server. */
export class Scenarios {
  readonly #engine: SmtpEngine
  readonly #planned: readonly PlannedListener[]
  readonly #makeContexts: ContextMaker | null
  readonly #issuesAlways: boolean
  readonly #changes: Emitter<string>

  constructor({ engine, planned, tls, clock, issuedFor, onError }: ScenarioParts) {
    this.#engine = engine
    this.#planned = planned
    this.#makeContexts = tls && makerOf(tls, clock, issuedFor)
    this.#issuesAlways = issuedFor !== null
    this.#changes = new Emitter(onError)
  }

  /** What is on a listener now; null: it is as it was made. */
  of(listener: string): ScenarioName | null {
    const scenario = this.#engine.scenarioOf(listener)
    return scenario && { name: scenario.name, group: scenario.group, title: scenario.title }
  }

  /**
   * The listeners with what is on them from the start, each scenario by its listener's name.
   *
   * @throws FourportError OPTION_CONFLICT, SCENARIO_UNAVAILABLE
   */
  async fromTheStart(named: Readonly<Record<string, string>>): Promise<readonly ListenerSpec[]> {
    const apply = async (spec: PlannedListener): Promise<ListenerSpec> => {
      const name = Object.hasOwn(named, spec.name) ? named[spec.name] : undefined
      return name === undefined
        ? spec
        : { ...spec, scenario: await this.#apply(await scenarioNamed(name), spec) }
    }
    return Promise.all(this.#planned.map(apply))
  }

  /**
   * Applies a scenario to a listener, for the connections accepted from now on.
   *
   * @throws FourportError OPTION_INVALID, OPTION_CONFLICT, SCENARIO_UNAVAILABLE; as `clear`
   */
  async set(name: unknown, listener: unknown): Promise<SetScenario> {
    const spec = this.#listenerNamed(listener)
    const scenario = await this.#apply(await scenarioNamed(name), spec)
    const before = this.#engine.scenarioOf(spec.name)
    await this.#put(spec.name, scenario)
    const off = async (): Promise<void> => {
      // Another one has been put on since: that is not this one's to take away.
      if (this.#engine.scenarioOf(spec.name) === scenario) await this.#put(spec.name, before)
    }
    return { name: scenario.name, listener: spec.name, off, [Symbol.asyncDispose]: off }
  }

  /**
   * The listener behaves normally.
   *
   * @throws FourportError OPTION_INVALID for one that is not there; PORT_IN_USE, PORT_FORBIDDEN, PORT_UNAVAILABLE where
   *   nobody listened, and its port cannot be had again
   */
  async clear(listener: unknown): Promise<void> {
    await this.#put(this.#listenerNamed(listener).name, null)
  }

  /** Calls back with the name of each listener that has got another one, or none; the function returned ends it. */
  watch(changed: (listener: string) => void): () => void {
    return this.#changes.on(changed)
  }

  async #put(listener: string, scenario: ListenerScenario | null): Promise<void> {
    await this.#engine.setScenario(listener, scenario)
    this.#changes.emit(listener)
  }

  async #apply(scenario: Scenario, { name: listener, profile }: PlannedListener): Promise<ListenerScenario> {
    const { name, group, title, on, certificate, tls, faults = [], closed = false } = scenario
    if (!on.includes(profile.tls)) {
      const fitting = this.#planned.filter((one) => on.includes(one.profile.tls)).map((one) => one.name)
      throw new FourportError(
        'OPTION_CONFLICT',
        `The scenario ${name} does not apply to ${listener}, where TLS is ${JSON.stringify(profile.tls)}.`,
        {
          help:
            fitting.length > 0
              ? `Apply it to ${fitting.join(' or ')}.`
              : `It needs a listener whose TLS is ${on.join(' or ')}.`,
        },
      )
    }
    const isOther = certificate !== undefined || tls !== undefined
    const contexts =
      this.#makeContexts !== null && (isOther || (this.#issuesAlways && profile.tls !== 'none'))
        ? await this.#makeContexts({ ...(certificate && { certificate }), ...tls })
        : null
    const { afterRefusalOf } = await loadAfterRefusal()
    return {
      name,
      group,
      title,
      profile: profileOf(scenario, profile),
      afterRefusal: afterRefusalOf(scenario, profile),
      tls: contexts,
      faults,
      closed,
    }
  }

  #listenerNamed(name: unknown): PlannedListener {
    const names = this.#planned.map((spec) => spec.name)
    const asked = byUsualNumber(name)
    const spec = this.#planned.find((one) => one.name === asked)
    if (spec !== undefined) return spec
    throw new FourportError(
      'OPTION_INVALID',
      `There is no listener ${quoted(name)}; there are ${names.join(', ')}.${meant(name, names)}`,
      { help: `Name one of them: { listener: ${JSON.stringify(names[0])} }.` },
    )
  }
}

function makerOf(tls: LoadedTls, clock: Clock, issuedFor: IssuedFor | null): ContextMaker {
  let maker: ContextMaker | null = null
  return async (wanted) => {
    const { createContextMaker } = await loadContexts()
    maker ??= createContextMaker(tls, clock, issuedFor)
    return maker(wanted)
  }
}

async function scenarioNamed(name: unknown): Promise<Scenario> {
  const { scenarioNames, scenarios } = await loadTable()
  const scenario = scenarios.find((one) => one.name === name)
  if (scenario !== undefined) return scenario
  throw new FourportError(
    'OPTION_INVALID',
    `There is no scenario ${quoted(name)}.${meant(name, scenarioNames)}`,
    {
      help: `There are ${listOf(scenarioNames, typeof name === 'string' ? name : '')}; docs/scenarios.md says what each does.`,
    },
  )
}

function quoted(name: unknown): string {
  return JSON.stringify(typeof name === 'string' ? name.slice(0, 80) : name) ?? 'undefined'
}

function meant(name: unknown, names: readonly string[]): string {
  return typeof name === 'string' ? didYouMean(name, names) : ''
}
