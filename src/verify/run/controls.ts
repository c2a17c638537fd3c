import { profileNames, profiles } from '../../model/port-profile.ts'
import type { Scenario } from '../../model/scenario.ts'
import { scenarios as every } from '../../scenarios/scenarios.ts'
import type { Control } from '../../judge/trial.ts'
import { controlFor, type PlannedCell } from './plan.ts'

/** Of a control that was not run. */
export const neverRun: Control = { delivered: false, perRecipient: 1, asksFor: null, client: null }

/** Of the control, on the port of a cell. */
export function nameIn(control: Scenario, { profile }: PlannedCell): string {
  return `${control.name}.${profile}`
}

/** The control that a cell leans on; null: it has none, or is one itself. */
export function leansOn({ scenario, profile }: PlannedCell): Scenario | null {
  return controlFor(every, scenario, profiles[profile].tls)
}

/** Whether others lean on it, so that it has to be known first. */
export function isControl({ scenario, profile }: PlannedCell): boolean {
  return every.some((other) => controlFor(every, other, profiles[profile].tls) === scenario)
}

/**
 * The first control of each port, 587 before the others: whatever TLS a client is set to, it sees soon there whether it
 * is right.
 */
export function firstControls(cells: readonly PlannedCell[]): readonly PlannedCell[] {
  const first = profileNames.flatMap(
    (name) => cells.find((cell) => cell.profile === name && isControl(cell)) ?? [],
  )
  return first.toSorted((a, b) => Number(b.profile === 'submission') - Number(a.profile === 'submission'))
}
