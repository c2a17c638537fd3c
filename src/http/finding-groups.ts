import type { ApiFindingGroup } from '../model/api.ts'
import type { FeedEvent } from '../model/feed-event.ts'
import type { Finding, Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { whoIs } from '../model/who-is.ts'
import { severities } from '../model/judgement.ts'
import type { HttpContext } from './context.ts'
import { Slices } from '../base/slices.ts'

/** What a client got wrong on a port, in whatever number of sessions. */
interface Group {
  readonly client: string
  /** By session, when it began. */
  readonly sessions: Map<string, string>
  readonly listener: string
  latest: Latest
}

/** What the latest session of a group shows. */
interface Latest {
  readonly startedAt: string
  readonly finding: Finding
  readonly marks: readonly string[]
}

/** A session to look at, perhaps once more; or some that have left the store. */
type News = { readonly session: string } | { readonly gone: readonly string[] }

/** More than this is not caught up with: everything is looked at anew. */
const mostNews = 20_000
/** Clients of which it is known when they last did everything right. */
const mostRight = 1_000
const pageSize = 200

/**
 * Findings by client, port and cause. It costs nothing until somebody asks; from then on it remembers which sessions have
 * ended or left, and looks at those when it is asked again.
 */
export class FindingGroups {
  readonly #context: HttpContext
  readonly #groups = new Map<string, Group>()
  readonly #keysOf = new Map<string, readonly string[]>()
  /** By what shows who it was: the latest session in which it delivered and nothing was wrong. */
  readonly #right = new Map<string, { readonly at: string; readonly session: string }>()
  /** Sessions that go on, as they stood when somebody asked last. */
  #open: readonly string[] = []
  #news: News[] = []
  #unfollow: (() => void) | null = null
  #running: Promise<void> | null = null

  constructor(context: HttpContext) {
    this.#context = context
  }

  /** What is wrong now first, the latest first of that. */
  async list(): Promise<readonly ApiFindingGroup[]> {
    await (this.#running ??= this.#update().finally(() => (this.#running = null)))
    return [...this.#groups.values()].map((group) => this.#answer(group)).sort(inOrder)
  }

  close(): void {
    this.#unfollow?.()
  }

  #remember(event: FeedEvent): void {
    if (event.type === 'session' || event.type === 'reviewed') this.#news.push({ session: event.session.id })
    else if (event.type === 'sessions-removed') this.#news.push({ gone: event.ids })
    if (this.#news.length > mostNews) this.#forget()
  }

  #forget(): void {
    this.close()
    this.#unfollow = null
    this.#news = []
    for (const known of [this.#groups, this.#keysOf, this.#right]) known.clear()
  }

  async #update(): Promise<void> {
    try {
      // First: one of them that has ended comes again with what is new.
      for (const id of this.#open) this.#remove(id)
      if (this.#unfollow === null) await this.#lookAtAll()
      await this.#catchUp()
      await this.#lookAtOpen()
    } catch (error) {
      // What was half done is done again when somebody asks next.
      this.#forget()
      throw error
    }
  }

  async #lookAtAll(): Promise<void> {
    const { store } = this.#context
    // What an update was adding when there were too many news.
    this.#forget()
    this.#unfollow = store.feed.subscribe((event) => this.#remember(event))
    const pages: SessionRecord[][] = []
    for (let before: string | undefined, isMore = true; isMore;) {
      const page = await store.listSessions({ limit: pageSize, ...(before !== undefined && { before }) })
      pages.push([...page])
      before = page.at(-1)?.id
      isMore = page.length === pageSize
    }
    const slices = new Slices()
    for (const session of pages.flat().toReversed()) {
      this.#add(session, await this.#context.verdict(session))
      if (slices.due) await slices.pause()
    }
  }

  async #catchUp(): Promise<void> {
    const slices = new Slices()
    for (const news of this.#news.splice(0)) {
      if ('gone' in news) for (const id of news.gone) this.#remove(id)
      else {
        const session = await this.#context.store.getSession(news.session)
        if (session !== undefined) this.#add(session, await this.#context.verdict(session))
      }
      if (slices.due) await slices.pause()
    }
  }

  async #lookAtOpen(): Promise<void> {
    // Those that have ended are on their way into the store, which reports them.
    const open = this.#context.openSessions().filter(({ durationMs }) => durationMs === null)
    this.#open = open.map(({ id }) => id)
    for (const session of open) this.#add(session, await this.#context.verdict(session))
  }

  #add(session: SessionRecord, verdict: Verdict): void {
    this.#remove(session.id)
    const client = whoIs({ ...session, client: verdict.client, tlsLibrary: verdict.tlsLibrary })
    const grave = verdict.findings.filter(({ severity }) => severity !== 'note')
    if (grave.length === 0 && session.messages.length > 0) this.#didRight(session)
    if (grave.length === 0) return
    const keys = grave.map(({ id }) => JSON.stringify([client, session.port.name, id]))
    this.#keysOf.set(session.id, keys)
    for (const [at, key] of keys.entries()) {
      const { startedAt } = session
      const latest = { startedAt, finding: grave[at] as Finding, marks: marksOf(session) }
      const group = this.#groups.get(key) ?? {
        client,
        listener: session.port.name,
        sessions: new Map(),
        latest,
      }
      this.#groups.set(key, group)
      group.sessions.set(session.id, startedAt)
      // A verdict that was made again is added again, and may be of an earlier session.
      if (startedAt >= group.latest.startedAt) group.latest = latest
    }
  }

  #didRight(session: SessionRecord): void {
    for (const mark of marksOf(session)) {
      this.#right.delete(mark)
      this.#right.set(mark, { at: session.startedAt, session: session.id })
      const [oldest] = this.#right.keys()
      if (this.#right.size > mostRight && oldest !== undefined) this.#right.delete(oldest)
    }
  }

  #remove(id: string): void {
    for (const key of this.#keysOf.get(id) ?? []) {
      const group = this.#groups.get(key)
      group?.sessions.delete(id)
      if (group?.sessions.size === 0) this.#groups.delete(key)
    }
    this.#keysOf.delete(id)
  }

  #answer({ client, listener, latest: { finding, marks }, sessions }: Group): ApiFindingGroup {
    const { id, severity, saw, fix, snippets, port } = finding
    let [[sessionId, lastAt] = ['', '']] = sessions
    let firstAt = lastAt
    for (const [id, startedAt] of sessions) {
      if (startedAt < firstAt) firstAt = startedAt
      if (startedAt >= lastAt) [sessionId, lastAt] = [id, startedAt]
    }
    // It came as far as to say its name, or its TLS has to do.
    const right = marks[0] === undefined ? undefined : this.#right.get(marks[0])
    const fixed = right !== undefined && right.at > lastAt ? right : null
    return {
      id,
      severity,
      client,
      library: finding.client?.library ?? null,
      listener,
      port,
      saw,
      fix,
      code: snippets[0]?.code ?? null,
      sessions: sessions.size,
      sessionId,
      firstAt,
      lastAt,
      fixedAt: fixed?.at ?? null,
      fixedBy: fixed?.session ?? null,
    }
  }
}

/**
 * What shows that two sessions on a port are of the same client: the same host, and its name in EHLO or the fingerprint of
 * its TLS. Its library does not: another program may use it as well.
 */
function marksOf({ remote, port, clientName, clientHello }: SessionRecord): readonly string[] {
  const marks = [clientName ?? [], clientHello?.ja4 ?? []].flat()
  return marks.map((mark) => JSON.stringify([remote.host, port.name, mark]))
}

function inOrder(one: ApiFindingGroup, other: ApiFindingGroup): number {
  return (
    Number(one.fixedAt !== null) - Number(other.fixedAt !== null) ||
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    (one.lastAt < other.lastAt ? 1 : -1)
  )
}
