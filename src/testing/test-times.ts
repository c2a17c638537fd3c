import type { FourportServer } from '../server/fourport-server.ts'

/** When the tests began that are running now: one, or several that run at the same time. */
export class TestTimes {
  readonly #running = new Set<{ readonly sinceMs: number }>()

  /** A test begins; the function returned ends it. */
  begin(): () => void {
    const time = { sinceMs: Date.now() }
    this.#running.add(time)
    return () => void this.#running.delete(time)
  }

  /** The server as a test sees it: findings since the test began, where nothing else is asked for. */
  viewOf(server: FourportServer): FourportServer {
    const own: Pick<FourportServer, 'findings' | 'waitForFinding'> = {
      findings: (match, options) => server.findings(this.#since(match), options),
      waitForFinding: (match, options) => server.waitForFinding(this.#since(match), options),
    }
    // Not a copy: reading a port that is switched off, or a CA that is not there, throws.
    return Object.assign(Object.create(server) as FourportServer, own)
  }

  #since<Match>(match: Match | undefined): Match {
    const times = [...this.#running].map(({ sinceMs }) => sinceMs)
    const since = times.length === 0 ? {} : { since: Math.min(...times) }
    const isMatch = match === undefined || (typeof match === 'object' && match !== null)
    // What is no match is refused by the server that is asked.
    return isMatch ? ({ ...since, ...match } as Match) : match
  }
}
