import type { JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { VerifyReport } from '../../../model/verify.ts'
import type { VerifyPlace } from '../../../model/verify-run.ts'
import { isFailure } from '../../../model/verify-words/conclusion.ts'
import { matrixOf, type MatrixGroup } from '../../../model/verify-words/matrix.ts'
import { useCell } from '../../lib/cell.ts'
import { route } from '../../lib/route.ts'
import { verifyState } from '../../state/verify.ts'
import { CellDetail } from './cell-detail.tsx'
import { Matrix } from './matrix.tsx'
import { isSame, placeOf, useMatrixKeys } from './places.ts'
import { RunHead } from './run-head.tsx'

function shownGroups(report: VerifyReport, show: string): readonly MatrixGroup[] {
  const groups = matrixOf(report)
  if (show !== 'failures') return groups
  return groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter(({ cells }) => cells.some((cell) => cell !== null && isFailure(cell))),
    }))
    .filter(({ rows }) => rows.length > 0)
}

/** The cell that the address names, with its row and its column; null: it names none. */
function useChosen(report: VerifyReport | null): (VerifyPlace & Parts) | null {
  const [, name, profile] = useCell(route).path
  const scenario = report?.scenarios.find((one) => one.name === name)
  const port = report?.ports.find((one) => one.profile === profile)
  if (!report || !scenario || !port) return null
  const place = { scenario: scenario.name, profile: port.profile }
  const cell = report.cells.find((one) => isSame(one, place)) ?? null
  return { ...place, parts: { cell, scenario, port } }
}

interface Parts {
  readonly parts: Omit<Parameters<typeof CellDetail>[0], 'back'>
}

/** What the client did on each port in each scenario, as it comes. */
export function VerifyView(): JSX.Element {
  const run = useCell(verifyState)
  const show = useCell(route).params.get('show') ?? ''
  const report = run?.report ?? null
  const groups = useMemo(() => (report === null ? [] : shownGroups(report, show)), [report, show])
  const chosen = useChosen(report)
  useMatrixKeys(groups, chosen, show)
  const id = chosen && `cell-${chosen.scenario}-${chosen.profile}`
  useEffect(() => {
    if (id !== null) document.getElementById(id)?.scrollIntoView({ block: 'nearest' })
  }, [id])
  return (
    <div class={`split verify-split ${chosen === null ? '' : 'split-open'}`}>
      <h1 class="sr-only">Verify: what the client did on each port</h1>
      <section class="pane pane-list verify-pane" aria-label="Verify" tabIndex={0} aria-busy={run === null}>
        {run !== null && (
          <>
            <RunHead run={run} show={show} />
            <Matrix groups={groups} ports={run.report.ports} open={run.open} current={chosen} show={show} />
          </>
        )}
      </section>
      {chosen !== null && <CellDetail key={id} {...chosen.parts} back={placeOf(null, show)} />}
    </div>
  )
}
