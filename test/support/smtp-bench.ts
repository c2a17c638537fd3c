import { type Eventual, whenThere } from '../../src/base/eventual.ts'
import { type Clock, createIds, type Ids, systemClock, systemRandom } from '../../src/base/passed-in.ts'
import type { MessageFacts, NewMessage } from '../../src/model/message.ts'
import { Faults } from '../../src/faults/faults.ts'
import type { BoundPort, PortProfile, ProfileName } from '../../src/model/port-profile.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { createSmtpEngine } from '../../src/net/create-engine.ts'
import type { Added, SmtpEngine } from '../../src/net/engine.ts'
import { profileNames, profiles } from '../../src/model/port-profile.ts'
import type { Ack } from '../../src/protocol/actions.ts'
import type { Credentials, SmtpSettings } from '../../src/protocol/settings.ts'
import type { TlsContexts } from '../../src/tls/contexts.ts'
import { throwawayTls } from './throwaway-tls.ts'

export interface EngineOptions {
  readonly settings?: Partial<SmtpSettings>
  readonly profiles?: Partial<Record<ProfileName, Partial<PortProfile>>>
  /** User to password; none: anyone may log in. */
  readonly users?: Readonly<Record<string, string>>
  readonly refuse?: (message: MessageFacts) => Ack
  /** A store of the test's own in place of `messages`. */
  readonly keep?: (message: NewMessage) => Ack | Promise<Ack>
  readonly withdraw?: (id: string) => void
  readonly answerTimeoutMs?: number
  readonly clock?: Clock
  readonly faults?: Faults
  readonly ids?: Ids
  readonly hosts?: readonly string[]
  readonly tls?: Partial<TlsContexts>
  /** Called with each ended session, before it is kept. */
  readonly onSession?: () => void
}

export interface ReceivedMessage extends MessageFacts {
  readonly raw: Buffer
}

/** An engine on ephemeral ports that keeps what it captures, for tests that read the wire. */
export interface EngineUnderTest extends AsyncDisposable {
  readonly engine: SmtpEngine
  readonly ports: Readonly<Record<ProfileName, BoundPort>>
  readonly messages: ReceivedMessage[]
  readonly sessions: SessionRecord[]
  readonly errors: unknown[]
  /** The first ended session that fits, also one still to come. */
  session(match?: (record: SessionRecord) => boolean): Promise<SessionRecord>
}

export const testSettings: SmtpSettings = {
  serverName: 'mail.test',
  sizeLimitBytes: 1_000_000,
  maxRecipients: 100,
  maxConnections: 100,
  inFlightLimitBytes: 16_000_000,
  idleTimeoutMs: 20_000,
  sessionTimeoutMs: 60_000,
  handshakeTimeoutMs: 10_000,
  closeTimeoutMs: 2000,
  hints: false,
}

export async function startEngine(options: EngineOptions = {}): Promise<EngineUnderTest> {
  const { users } = options
  const credentials: Credentials = {
    acceptAny: users === undefined,
    haveAddresses: Object.keys(users ?? {}).some((user) => user.includes('@')),
    passwordOf: (user) => (users !== undefined && Object.hasOwn(users, user) ? users[user] : undefined),
    userOf: (token) => Object.entries(users ?? {}).find(([, password]) => password === token)?.[0],
  }
  const messages: ReceivedMessage[] = []
  const sessions: SessionRecord[] = []
  const errors: unknown[] = []
  const watchers = new Set<(record: SessionRecord) => void>()
  const keep = (message: NewMessage): Eventual<Ack> => {
    if (options.keep !== undefined) return options.keep(message)
    const refusal = options.refuse?.(message) ?? null
    const { content, ...facts } = message
    if (refusal === null) messages.push({ ...facts, raw: Buffer.concat(content.parts) })
    return refusal
  }
  const engine = createSmtpEngine({
    settings: { ...testSettings, ...options.settings },
    store: {
      addMessage: (message) => whenThere(keep(message), (ack) => addedOf(message, ack)),
      removeMessages: (ids) => ids.forEach((id) => options.withdraw?.(id)),
    },
    sessionEnded: (record) => {
      options.onSession?.()
      sessions.push(record)
      for (const watcher of watchers) watcher(record)
    },
    credentials,
    faults: options.faults ?? new Faults(),
    tls: { ...(await throwawayTls()), ...options.tls },
    clock: options.clock ?? systemClock,
    ids: options.ids ?? createIds(),
    random: systemRandom,
    onError: (error) => errors.push(error),
    holdsProcess: true,
    ...(options.answerTimeoutMs !== undefined && { answerTimeoutMs: options.answerTimeoutMs }),
  })
  const listen = (name: ProfileName): Promise<BoundPort> =>
    engine.listen({
      name,
      profile: { ...profiles[name], ...options.profiles?.[name] },
      hosts: options.hosts ?? ['127.0.0.1'],
      port: 0,
      fallbackPort: null,
    })
  const bound = await Promise.all(profileNames.map(listen))
  const ports = Object.fromEntries(bound.map((port) => [port.profile, port])) as Record<
    ProfileName,
    BoundPort
  >
  return {
    engine,
    ports,
    messages,
    sessions,
    errors,
    session: (match = () => true) =>
      new Promise((resolve) => {
        const known = sessions.find(match)
        if (known !== undefined) {
          resolve(known)
          return
        }
        const watcher = (record: SessionRecord): void => {
          if (!match(record)) return
          watchers.delete(watcher)
          resolve(record)
        }
        watchers.add(watcher)
      }),
    [Symbol.asyncDispose]: () => engine.close(),
  }
}

function addedOf(message: NewMessage, ack: Ack): Added {
  return ack === null ? { kept: message } : { refused: new Error(ack.text) }
}
