import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiReady } from '../../model/api-events.ts'
import type { HttpContext } from '../context.ts'
import type { Admitted } from '../gate/gate.ts'
import { ProblemError } from '../problem.ts'
import { Broadcast } from './broadcast.ts'
import { scenarioOn } from '../port-now.ts'
import { encodeEvent, encodeFeedEvent } from './encode-event.ts'
import { beginEvents, followEvents } from './event-stream.ts'
import { FaultChanges } from './fault-changes.ts'
import { LabelChanges } from './label-changes.ts'
import { OpenSessions } from './open-sessions.ts'
import type { StreamReader } from './stream-reader.ts'
import type { WaitingBytes } from './waiting-bytes.ts'

/** The open server-sent event streams of one server. */
export class LiveStreams {
  readonly #context: HttpContext
  readonly #onError: (error: unknown) => void
  readonly #waiting: WaitingBytes
  readonly #open = new Set<StreamReader>()
  readonly #openSessions: OpenSessions
  readonly #faultChanges: FaultChanges
  readonly #labelChanges: LabelChanges
  readonly #broadcast: Broadcast

  constructor(context: HttpContext, waiting: WaitingBytes, onError: (error: unknown) => void) {
    this.#context = context
    this.#onError = onError
    this.#waiting = waiting
    this.#openSessions = new OpenSessions(context, (text) => this.#broadcast.say(text), onError)
    this.#faultChanges = new FaultChanges(context.faults, (text) => this.#broadcast.say(text))
    this.#labelChanges = new LabelChanges({
      store: context.store,
      tell: (text) => this.#broadcast.say(text),
      onError,
    })
    this.#broadcast = new Broadcast({
      store: context.store,
      glance: context.reader.glance,
      encode: (event, read) => encodeFeedEvent(event, context, read),
      listen: () => this.#listen(),
      waiting,
      onError,
    })
  }

  /** Answers a request with the stream, which goes on until either side ends it. Throws a 400 problem for a bad `since`. */
  open(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    { search }: Admitted,
    extra: Readonly<Record<string, string>>,
  ): void {
    const { feed } = this.#context.store
    const asked = askedSince(new URLSearchParams(search), incoming.headers['last-event-id'])
    const complete = asked === null || (asked >= feed.oldest && asked <= feed.position)
    const since = asked !== null && complete ? asked : feed.position
    if (!beginEvents(incoming, outgoing, extra)) return
    const ready: ApiReady = {
      version: this.#context.version,
      startedAt: new Date(this.#context.startedAt).toISOString(),
      position: feed.position,
      complete,
      labels: this.#context.store.labels.revision,
    }
    outgoing.write(encodeEvent('ready', since, ready))
    this.#follow(outgoing, since)
  }

  #follow(outgoing: ServerResponse, since: number): void {
    const parts = {
      outgoing,
      broadcast: this.#broadcast,
      waiting: this.#waiting,
      onError: this.#onError,
    }
    followEvents(parts, since, this.#open)
    this.#openSessions.tellAgain()
  }

  #listen(): () => void {
    const unsubscribe = this.#context.store.feed.subscribe((event) => this.#broadcast.tell(event))
    const unwatch = this.#followVerify()
    this.#openSessions.start()
    const untell = this.#faultChanges.start()
    const unlabel = this.#labelChanges.start()
    const unfollow = this.#followScenarios()
    return () => {
      unlabel()
      unfollow()
      untell()
      unsubscribe()
      unwatch()
      this.#openSessions.stop()
    }
  }

  /** These have no position: who resumes asks how far the run has come. */
  #followVerify(): () => void {
    const run = this.#context.verifyRun
    if (run === null) return () => undefined
    return run.watch((cell) => this.#broadcast.say(encodeEvent('verify', null, { ...run.state(), cell })))
  }

  /** Nor have these: who resumes asks which listener has what. */
  #followScenarios(): () => void {
    return this.#context.scenarios.watch((listener) => {
      const now = scenarioOn(this.#context, listener)
      if (now !== null) this.#broadcast.say(encodeEvent('scenario', null, now))
    })
  }

  /** Ends every stream. */
  close(): void {
    for (const reader of this.#open) reader.end()
  }
}

/** Where to go on: `since` of the query stands above the header a browser sends when it reconnects. Null: from now on. */
function askedSince(query: URLSearchParams, lastEventId: string | string[] | undefined): number | null {
  const [name, value] = query.has('since')
    ? ['since', query.get('since') as string]
    : ['Last-Event-ID', Array.isArray(lastEventId) ? (lastEventId[0] ?? '') : (lastEventId ?? '')]
  if (value === '' && name !== 'since') return null
  const position = Number(value)
  if (/^\d{1,15}$/.test(value)) return position
  throw new ProblemError(
    400,
    'PARAMETER_INVALID',
    `${name} is ${JSON.stringify(value.slice(0, 80))}; it must be a position, the id of an event seen before.`,
    { parameter: name },
  )
}
