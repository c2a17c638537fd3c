import { Emitter } from '../../base/emitter.ts'
import {
  type KnownFailure,
  type VerifyCell,
  type VerifyReport,
  verifyReportVersion,
} from '../../model/verify.ts'
import type { ReportForm } from '../../model/report-files.ts'
import type { VerifyRun, VerifyRunState } from '../../model/verify-run.ts'
import { isFailure } from '../../model/verify-words/conclusion.ts'
import { packageVersion } from '../../server/version.ts'
import { catalogueVersion } from '../../scenarios/catalogue-version.ts'
import { scenarioDocs } from '../scenario-docs.ts'
import { markKnown, usesOf } from '../known-failures.ts'
import { reportFormats } from '../reports/formats.ts'
import { causesInShort } from '../reports/causes.ts'
import { withoutTranscript, withoutTranscripts } from '../reports/transcripts.ts'
import type { Plan, PlannedCell, Skipped } from './plan.ts'

/** A run as far as it has come: what is known of each cell, the report of it, and its readers. */
export class RunSoFar implements VerifyRun {
  readonly #planned: Plan
  readonly #client: string
  readonly #strictManners: boolean
  readonly #known: readonly KnownFailure[]
  readonly #startedAt = new Date()
  readonly #startMs = performance.now()
  readonly #open = new Set<PlannedCell>()
  readonly #judged = new Map<PlannedCell, VerifyCell>()
  /** A reader that stops ends it. */
  readonly #changed = new Emitter<VerifyCell | null>((error) => {
    throw error
  })
  #notes: readonly string[] = []
  #durationMs: number | null = null

  /**
   * @param client - as a report calls it
   * @param known - failures that fail no run
   * @param strictManners - a client with bad manners is not verified
   */
  constructor(planned: Plan, client: string, strictManners: boolean, known: readonly KnownFailure[]) {
    this.#known = known
    this.#planned = planned
    this.#client = client
    this.#strictManners = strictManners
  }

  /** Those that are run, row by row. */
  get toRun(): readonly PlannedCell[] {
    return this.#planned.cells.filter(({ skipped }) => skipped === null)
  }

  has(cell: PlannedCell): boolean {
    return this.#judged.has(cell)
  }

  get(cell: PlannedCell): VerifyCell | undefined {
    return this.#judged.get(cell)
  }

  /** The client is started in it. */
  begin(cell: PlannedCell): void {
    this.#open.add(cell)
    this.#changed.emit(null)
  }

  /** It is started once more, later. */
  postpone(cell: PlannedCell): void {
    this.#open.delete(cell)
    this.#changed.emit(null)
  }

  judge(cell: PlannedCell, judged: VerifyCell): VerifyCell {
    const judgement = markKnown(judged, this.#known, this.#day)
    this.#open.delete(cell)
    this.#judged.set(cell, judgement)
    this.#changed.emit(withoutTranscript(judgement))
    return judgement
  }

  /** @param notes - what to know of the run itself, in sentences */
  end(notes: readonly string[]): void {
    this.#notes = notes
    this.#durationMs = performance.now() - this.#startMs
    this.#changed.emit(null)
  }

  state(): VerifyRunState {
    return {
      running: this.#durationMs === null,
      total: this.toRun.length,
      done: this.#judged.size,
      durationMs: this.#elapsedMs(),
      open: [...this.#open].map(({ scenario, profile }) => ({ scenario: scenario.name, profile })),
    }
  }

  /** Sessions can be looked at beside it, so it repeats nothing of what was said in them. */
  report(): VerifyReport {
    return withoutTranscripts(this.whole())
  }

  /** With what was said in cells that failed. */
  whole(): VerifyReport {
    const { ports, scenarios, cells: planned } = this.#planned
    const cells = planned.flatMap((cell) => {
      const { skipped } = cell
      const known = skipped === null ? this.#judged.get(cell) : skippedCell(cell, skipped)
      return known === undefined ? [] : [known]
    })
    const report = {
      version: verifyReportVersion,
      fourport: packageVersion(),
      catalogue: catalogueVersion,
      client: this.#client,
      startedAt: this.#startedAt.toISOString(),
      durationMs: this.#elapsedMs(),
      ports,
      scenarios: scenarios.map(({ name, group, title, source }) => ({
        name,
        group,
        title,
        source,
        docs: scenarioDocs(name),
      })),
      cells,
      verified: !cells.some((cell) => isFailure(cell) || (this.#strictManners && cell.manners !== undefined)),
    } as const
    const causes = causesInShort(report)
    return {
      ...report,
      ...(causes.length > 0 && { causes }),
      ...(this.#notes.length > 0 && { notes: this.#notes }),
      ...(this.#known.length > 0 && { known: usesOf(this.#known, report, this.#day) }),
    }
  }

  write(form: ReportForm): string {
    const format = reportFormats.find(({ name }) => name === form)
    if (format === undefined) throw new Error(`No report is written as ${form}.`)
    return format.write(this.whole())
  }

  /** On which it was started. */
  get #day(): string {
    return this.#startedAt.toISOString().slice(0, 10)
  }

  #elapsedMs(): number {
    return Math.round(this.#durationMs ?? performance.now() - this.#startMs)
  }

  watch(listener: (judged: VerifyCell | null) => void): () => void {
    return this.#changed.on(listener)
  }
}

/** Of a cell that is not run since the client hung at the healthy server that it leans on, or never came to it. */
export function unprovenCell(cell: PlannedCell, inVain: 'hung' | 'never came'): VerifyCell {
  const did = {
    hung: 'delivered nothing to a healthy server within its time limit',
    'never came': 'never connected to a healthy server',
  }[inVain]
  const why = `On this port the client ${did}, so it was not run here: the result would prove nothing.`
  return { ...notRun(cell, why), verdict: 'unproven', words: 'control fails' }
}

/** Of a cell that is skipped. */
export function skippedCell(cell: PlannedCell, { words, why }: Skipped): VerifyCell {
  return { ...notRun(cell, why), verdict: 'skipped', words }
}

function notRun({ scenario, profile }: PlannedCell, why: string): Omit<VerifyCell, 'verdict' | 'words'> {
  return {
    scenario: scenario.name,
    profile,
    rule: null,
    why,
    exposed: { password: 'no', message: 'no', envelope: 'no' },
    delivered: 0,
    arrived: 0,
    reported: 'unknown',
    end: null,
    way: null,
    connections: 0,
    retriesAfterMs: [],
    faults: [],
    sessions: [],
    durationMs: 0,
  }
}
