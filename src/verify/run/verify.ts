import { FourportError } from '../../base/errors.ts'
import { limitedBy } from '../../base/time-limit.ts'
import { profiles } from '../../model/port-profile.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { VerifyCell, VerifyReport } from '../../model/verify.ts'
import { scenarios as every } from '../../scenarios/scenarios.ts'
import type { Client } from '../client/client.ts'
import { controlOf, judgeTrial } from '../../judge/judge.ts'
import { together } from '../../judge/together.ts'
import type { Control, Trial } from '../../judge/trial.ts'
import type { ResolvedVerifyOptions } from '../verify-options.ts'
import { connectBy, type ConnectBy, type Names } from './connect-by.ts'
import { firstControls, isControl, leansOn, nameIn, neverRun } from './controls.ts'
import { type CellServer, type FixedPorts, type OpenCell, startCellServer } from './cell-server.ts'
import { inParallel } from './in-parallel.ts'
import { type Allowance, allowanceAfter, startTime, type TimeTaken } from './client-time.ts'
import { type Machine, watchMachine } from './machine.ts'
import { inBackground, leftBehind } from './in-background.ts'
import { neverConnected } from './never-connected.ts'
import { addressFor, batches, byNameFor, plan, type PlannedCell, type Skipped } from './plan.ts'
import { RunSoFar, skippedCell, unprovenCell } from './run-so-far.ts'

/** How a client is verified, all of it given. */
export interface VerifySettings extends ResolvedVerifyOptions {
  /** The ports of an app that is set up once, and then is used for one cell after the other; null: each run has its own. */
  readonly fixed: FixedPorts | null
  /** Told the name that clients connect by, before the first run. */
  readonly onHost?: (connectBy: ConnectBy) => void
  readonly onProgress: (progress: VerifyProgress) => void
  /** Where the run can be looked at; null: nowhere. */
  readonly page: VerifyPage | null
  /** Told the whole while its sessions can still be looked at; the page stays until the promise settles. */
  readonly onDone: (result: VerifyResult) => Promise<void>
  /** What time is taken from. Default: this machine. */
  readonly machine?: Machine
  /** What looks up the name of this machine. Default: the system. */
  readonly names?: Names
}

/** The page of the server that the cells are of. */
export interface VerifyPage {
  /** On the loopback address; 0: any free one. */
  readonly port: number
  /** Called when it can be opened, before the first cell is run. */
  readonly onOpen: (url: string) => void
}

/** A cell has been judged. */
export interface VerifyProgress {
  readonly cell: VerifyCell
  readonly done: number
  readonly total: number
}

export interface VerifyResult {
  /** With transcripts, whatever `transcripts` says: what writes the report leaves them out. */
  readonly report: VerifyReport
  /** Every session that a cell names. */
  readonly records: readonly SessionRecord[]
}

/** The longest that a server is slow on purpose is less than this; a client that has not been heard by then will not be. */
const settleMs = 15_000

/**
 * Runs a client once in each cell, and judges what it did. Nothing is left running when the promise settles.
 * @throws FourportError OPTION_INVALID, COMMAND_UNRUNNABLE, CLIENT_NEVER_CONNECTED, and as startServer; the reason of `signal`
 */
export async function runVerify(client: Client, settings: VerifySettings): Promise<VerifyResult> {
  const met = await connectBy(settings.host, settings.fixed?.host ?? null, settings.names)
  settings.onHost?.(met)
  const planned = plan(every, { ...settings, host: met.host }, settings.fixed !== null)
  const soFar = new RunSoFar(planned, client.name, settings.strictManners, settings.known)
  const server = await startCellServer(soFar, {
    ...settings,
    connectBy: met,
    trustsAlready: client.trustsAlready,
  })
  try {
    if (server.page !== null) settings.page?.onOpen(server.page)
    const records = await runAll(soFar, server, client, settings)
    const result = { report: soFar.whole(), records }
    await settings.onDone(result)
    return result
  } finally {
    await server.close()
  }
}

async function runAll(
  soFar: RunSoFar,
  server: CellServer,
  client: Client,
  settings: VerifySettings,
): Promise<readonly SessionRecord[]> {
  const machine = settings.machine ?? watchMachine()
  const run = new Run(client, server, settings, soFar, machine)
  try {
    for (const cells of batches(soFar.toRun, settings.fixed !== null)) {
      if (settings.fixed === null) await run.firstMeeting(cells)
      await run.cells(cells.filter((cell) => isControl(cell) && !soFar.has(cell)))
      await run.cells(cells.filter((cell) => !soFar.has(cell)))
    }
    if (settings.fixed !== null) run.mustGoOn()
    return run.records
  } finally {
    machine.stop()
    await client.close()
    // Nobody waits for it where the run was stopped.
    const notes = settings.signal.aborted ? [] : await client.left?.()
    soFar.end(notes ?? [])
  }
}

/** When so many have hung again, each alone, it is no longer the machine. */
const mostAgain = 5

/** A run of a client, as it is judged and as it was timed. */
interface TimedTrial {
  readonly trial: Trial
  readonly time: TimeTaken
}

/**
 * Whether a client that has refused the certificate has connected once more, and then a third time, where it found no TLS: had
 * it found some, it might have trusted the certificate that it had come back for.
 */
function cameBack({ scenario, records, end }: Trial): boolean {
  return scenario.afterRefusal !== undefined && records.length > 2 && end?.timedOut === false
}

/** The second has the connections of both. One that reported nothing once has reported nothing. */
function both(first: TimedTrial, second: TimedTrial): TimedTrial {
  const end = first.trial.end?.exitCode === 0 ? first.trial.end : second.trial.end
  return { ...second, trial: { ...second.trial, end } }
}

/** What happens in the cells of one run. */
class Run {
  readonly records: SessionRecord[] = []
  readonly #client: Client
  readonly #server: CellServer
  readonly #settings: VerifySettings
  readonly #soFar: RunSoFar
  readonly #machine: Machine
  readonly #controls = new Map<string, Control>()
  /** How long the controls took. */
  readonly #took = new Map<string, Allowance>()
  /** Controls at which it hung, or to which it never came, so that no cell that leans on them proves anything. */
  readonly #inVain = new Map<string, 'hung' | 'never came'>()
  /** Controls whose client left its mail to the background. */
  readonly #leftBehind = new Set<string>()
  /** How many have hung although they were run alone. */
  #hungAgain = 0

  constructor(
    client: Client,
    server: CellServer,
    settings: VerifySettings,
    soFar: RunSoFar,
    machine: Machine,
  ) {
    this.#client = client
    this.#machine = machine
    this.#server = server
    this.#settings = settings
    this.#soFar = soFar
  }

  /**
   * Meets each port once, at a healthy server: a client that comes to none of them is not run hundreds of times more. One
   * that comes to none on the first, and reports success, may have sent a real mail to somebody: it is not run again.
   * @throws FourportError CLIENT_NEVER_CONNECTED, CLIENT_IN_BACKGROUND
   */
  async firstMeeting(cells: readonly PlannedCell[]): Promise<void> {
    const [first, ...others] = firstControls(cells)
    if (first === undefined) return
    await this.cells([first])
    if (this.#soFar.get(first)?.end?.exitCode === 0) this.mustGoOn()
    await this.cells(others)
    this.mustGoOn()
  }

  /** @throws FourportError CLIENT_NEVER_CONNECTED, CLIENT_IN_BACKGROUND */
  mustGoOn(): void {
    const controls = this.#soFar.toRun.filter((cell) => isControl(cell))
    const left = controls.filter(({ name }) => this.#leftBehind.has(name))
    if (left.length > 0) throw inBackground(this.#client, left)
    const met = controls.flatMap((cell) => this.#soFar.get(cell) ?? [])
    const problem = neverConnected(this.#client, met)
    if (problem !== null) throw problem
  }

  async cells(cells: readonly PlannedCell[]): Promise<void> {
    const { parallel, signal } = this.#settings
    const late: PlannedCell[] = []
    await inParallel(cells, parallel, async (cell) => {
      signal.throwIfAborted()
      this.#soFar.begin(cell)
      const inVain = this.#whyInVain(cell)
      const judgement = inVain ? unprovenCell(cell, inVain) : await this.#runs(cell, 'among others')
      if (judgement !== 'again') return this.#tell(cell, judgement)
      this.#soFar.postpone(cell)
      late.push(cell)
    })
    for (const cell of late) {
      signal.throwIfAborted()
      this.#soFar.begin(cell)
      this.#tell(cell, (await this.#runs(cell, 'alone')) as VerifyCell)
    }
  }

  #tell(cell: PlannedCell, judgement: VerifyCell): void {
    const judged = this.#soFar.judge(cell, judgement)
    const { done, total } = this.#soFar.state()
    this.#settings.onProgress({ cell: judged, done, total })
  }

  /** A client that hangs at a healthy server would take its whole time in each cell, and prove nothing in any. */
  #whyInVain(cell: PlannedCell): 'hung' | 'never came' | undefined {
    const control = leansOn(cell)
    return control === null ? undefined : this.#inVain.get(nameIn(control, cell))
  }

  /** As often as was asked for, one after the other. */
  async #runs(cell: PlannedCell, how: 'among others' | 'alone'): Promise<VerifyCell | 'again'> {
    const first = await this.#run(cell, how)
    if (first === 'again' || first.verdict === 'skipped') return first
    const more: VerifyCell[] = []
    while (more.length + 1 < this.#settings.repeat) {
      this.#settings.signal.throwIfAborted()
      const next = await this.#run(cell, how)
      if (next === 'again') return next
      more.push(next)
    }
    return together([first, ...more])
  }

  /** `again`: its time was up on a machine that was late, so that it has to be run alone. */
  async #run(cell: PlannedCell, how: 'among others' | 'alone'): Promise<VerifyCell | 'again'> {
    const open = await this.#open(cell)
    return 'why' in open ? skippedCell(cell, open) : this.#judge(cell, open, how)
  }

  /** What this platform, or this CA, cannot do is skipped: the rest tells enough. */
  async #open(cell: PlannedCell): Promise<OpenCell | Skipped> {
    return this.#server.open(cell).catch((error: unknown) => {
      if (!(error instanceof FourportError) || error.code !== 'SCENARIO_UNAVAILABLE') throw error
      return { words: 'not here', why: `It is not available here: ${error.message}. ${error.help}` }
    })
  }

  async #judge(
    cell: PlannedCell,
    open: OpenCell,
    how: 'among others' | 'alone',
  ): Promise<VerifyCell | 'again'> {
    const { trial, time } = await this.#try(cell, open)
    const timedOut = trial.end?.timedOut === true
    if (timedOut && how === 'alone') this.#hungAgain++
    if (timedOut && how === 'among others' && time.onLateMachine && this.#hungAgain < mostAgain)
      return 'again'
    this.records.push(...trial.records)
    const control = controlOf(trial)
    // One that delivers now and then is unsteady there, and has met a healthy server.
    if (this.#controls.get(cell.name)?.delivered !== true) this.#controls.set(cell.name, control)
    this.#took.set(cell.name, time)
    if (timedOut && !control.delivered) this.#inVain.set(cell.name, 'hung')
    // A client that is set up once, and for another port, would be waited for in each cell.
    else if (this.#settings.fixed !== null && trial.records.length === 0)
      this.#inVain.set(cell.name, 'never came')
    return judgeTrial({ ...trial, comparesAddress: await this.#comparesAddress(cell, trial, control) })
  }

  /** A client that refuses the name it was told is run once more, with the same name, where the certificate has the address alone. */
  async #comparesAddress(cell: PlannedCell, trial: Trial, control: Control): Promise<boolean> {
    const { scenario, profile } = cell
    const byAddress = addressFor(every, profiles[profile].tls)
    const refused =
      !control.delivered &&
      trial.end?.timedOut === false &&
      trial.records.some(({ clientHello }) => clientHello)
    // Of an app that is set up once, somebody would have to send the mail.
    if (byAddress === null || !refused || !isControl(cell) || scenario.connectBy === 'address') return false
    if (this.#settings.fixed !== null) return false
    const { connectBy: _by, ...toldByName } = byAddress
    const probe = { ...cell, scenario: toldByName }
    const open = await this.#open(probe)
    return 'why' in open ? false : controlOf((await this.#try(probe, open)).trial).delivered
  }

  async #try(cell: PlannedCell, open: OpenCell): Promise<TimedTrial> {
    try {
      const first = await this.#tryOnce(cell, open)
      // Of an app that is set up once, and of one that is asked by a request, nobody sees when it has ended.
      if (this.#settings.fixed !== null || this.#client.kind === 'unseen' || !cameBack(first.trial))
        return first
      open.meetAgain()
      return both(first, await this.#tryOnce(cell, open))
    } finally {
      await open.close()
    }
  }

  async #tryOnce(cell: PlannedCell, open: OpenCell): Promise<TimedTrial> {
    const { login, requireTls, signal, fixed } = this.#settings
    const { scenario, profile } = cell
    const { tls, role } = profiles[profile]
    const { came, seen } = open
    const time = startTime(this.#machine, this.#allowanceOf(cell), came)
    try {
      const ran = await this.#client.send(open.target, { isUp: time.isUp, signal, came, seen })
      const taken = time.stop()
      const left = isControl(cell) && (await leftBehind(ran, open, signal))
      if (left) this.#leftBehind.add(cell.name)
      // Whatever is in the background may be there for good.
      const sessions = await open.sessions(left ? AbortSignal.abort() : limitedBy(settleMs, signal))
      signal.throwIfAborted()
      const records = sessions.map(({ record }) => record)
      const trial: Trial = {
        scenario,
        port: { profile, tls },
        host: open.target.host,
        whyLocalhost: open.whyLocalhost,
        login: login && role === 'submission',
        requireTls,
        // At ports that stay, any user will do.
        user: fixed === null ? open.target.user : null,
        to: fixed === null && this.#client.kind !== 'unseen' ? open.target.to : null,
        kind: this.#client.kind,
        caFile: open.caFile,
        records,
        verdicts: sessions.map(({ verdict }) => verdict),
        bodies: await open.bodies(records),
        end: await ran.leave(),
        limitMs: time.limitMs(),
        durationMs: Math.round(taken.durationMs),
        control: this.#controlAt(cell, leansOn(cell)),
        byName: this.#controlAt(cell, byNameFor(every, scenario, tls)),
        comparesAddress: false,
      }
      return { trial, time: taken }
    } finally {
      time.stop()
    }
  }

  #allowanceOf(cell: PlannedCell): Allowance {
    const control = leansOn(cell)
    const took = control === null ? undefined : this.#took.get(nameIn(control, cell))
    return allowanceAfter(this.#settings.limitMs, took ?? null)
  }

  #controlAt(cell: PlannedCell, control: Scenario | null): Control | null {
    return control === null ? null : (this.#controls.get(nameIn(control, cell)) ?? neverRun)
  }
}
