import { randomBytes } from 'node:crypto'
import { withoutSubaddress } from '../base/subaddress.ts'
import { inboxDomain, type InboxLabel } from '../model/inbox-names.ts'
import type { Clock, Ids } from '../base/passed-in.ts'
import type { InboxFacts } from '../http/context.ts'
import type { Keeping } from './keep-settings.ts'
import { same } from '../protocol/sasl/same.ts'
import type { Credentials } from '../protocol/settings.ts'

/** Of inboxes that were deleted so many are still known: their late mail is nobody else's. */
const goneKept = 10_000

/** The inboxes of one server; their credentials are valid beside the configured users. */
export interface Inboxes {
  create(label: InboxLabel): InboxFacts
  list(): readonly InboxFacts[]
  get(id: string): InboxFacts | undefined
  /** Mail already captured stays; the credentials are refused from now on. */
  delete(id: string): boolean
  readonly credentials: Credentials

  /** Id of the inbox, also one that has been deleted, whose address this is, with a tag or without. */
  ownerOfAddress(address: string): string | undefined
  ownerOfUser(user: string): string | undefined
  /** When it was made, milliseconds since 1970. */
  madeAtMs(id: string): number
  /** Whether there was no other inbox at that time. */
  wasAlone(id: string, atMs: number): boolean
}

export function createInboxes(parts: {
  readonly ids: Ids
  readonly clock: Clock
  readonly users: Users
  /** Where they outlive the process; default: they do not. */
  readonly keeping?: Keeping | null
}): Inboxes {
  const inboxes = new Map<string, InboxFacts>()
  const lives = new Lives(parts.clock)
  const kept = new KeptInboxes(parts.keeping ?? null)
  for (const { inbox, fromMs } of kept.all()) {
    // One that was kept before there were labels has none.
    inboxes.set(
      inbox.id,
      Object.freeze({ ...inbox, name: inbox.name ?? null, purpose: inbox.purpose ?? null }),
    )
    lives.begin(inbox.id, fromMs)
  }
  // The id is the user and the local part as well.
  const known = (id: string): string | undefined => (lives.has(id) ? id : undefined)
  return {
    create(label) {
      const id = parts.ids.next('i')
      const inbox = Object.freeze({
        id,
        address: `${id}${inboxDomain}`,
        user: id,
        password: randomBytes(12).toString('hex'),
        name: label.name ?? null,
        purpose: label.purpose ?? null,
      })
      inboxes.set(id, inbox)
      kept.add(inbox, lives.begin(id))
      return inbox
    },
    list: () => [...inboxes.values()],
    get: (id) => inboxes.get(id),
    delete(id) {
      if (!inboxes.delete(id)) return false
      lives.end(id)
      kept.remove(id)
      return true
    },
    credentials: credentialsOf(parts.users, inboxes),
    ownerOfAddress(address) {
      const mailbox = withoutSubaddress(address)
      return mailbox.endsWith(inboxDomain) ? known(mailbox.slice(0, -inboxDomain.length)) : undefined
    },
    ownerOfUser: known,
    madeAtMs: (id) => lives.beganMs(id),
    wasAlone: (id, atMs) => lives.wasAlone(id, atMs),
  }
}

type Users = readonly { readonly user: string; readonly password: string }[]

function credentialsOf(configured: Users, inboxes: ReadonlyMap<string, InboxFacts>): Credentials {
  const users = new Map(configured.map(({ user, password }) => [user, password]))
  return {
    // An inbox does not close the door: with no users configured anybody may still log in.
    acceptAny: users.size === 0,
    haveAddresses: configured.some(({ user }) => user.includes('@')),
    passwordOf: (user) => users.get(user) ?? inboxes.get(user)?.password,
    userOf: (token) =>
      configured.find(({ password }) => same(password, token))?.user ??
      [...inboxes.values()].find(({ password }) => same(password, token))?.user,
  }
}

/** As a store keeps it. */
interface KeptInbox {
  readonly inbox: InboxFacts
  readonly fromMs: number
}

/** The inboxes of a store that outlives its process, which are those of the next one too. */
class KeptInboxes {
  readonly #keeping: Keeping | null

  constructor(keeping: Keeping | null) {
    this.#keeping = keeping
  }

  /** In the order in which they were made. */
  all(): readonly KeptInbox[] {
    const kept = this.#keeping?.notes.all<KeptInbox>('inbox') ?? []
    return kept.map(([, one]) => one).toSorted((one, other) => one.fromMs - other.fromMs)
  }

  add(inbox: InboxFacts, fromMs: number): void {
    const kept: KeptInbox = { inbox, fromMs }
    this.#keeping?.notes.put('inbox', inbox.id, kept).catch(this.#keeping.onError)
  }

  remove(id: string): void {
    this.#keeping?.notes.remove('inbox', id).catch(this.#keeping.onError)
  }
}

/** When inboxes began and ended: of all there are, and of those that were deleted last. */
class Lives {
  readonly #clock: Clock
  readonly #lives = new Map<string, { readonly fromMs: number; toMs: number }>()
  #gone: string[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  has(id: string): boolean {
    return this.#lives.has(id)
  }

  /** When that was: now, unless it is said. */
  begin(id: string, fromMs: number = this.#clock.now()): number {
    this.#lives.set(id, { fromMs, toMs: Infinity })
    return fromMs
  }

  end(id: string): void {
    const life = this.#lives.get(id)
    if (life === undefined) return
    life.toMs = this.#clock.now()
    this.#gone.push(id)
    if (this.#gone.length <= goneKept) return
    // By halves, so that forgetting costs next to nothing.
    for (const oldest of this.#gone.slice(0, goneKept / 2)) this.#lives.delete(oldest)
    this.#gone = this.#gone.slice(goneKept / 2)
  }

  beganMs(id: string): number {
    return this.#lives.get(id)?.fromMs ?? 0
  }

  wasAlone(id: string, atMs: number): boolean {
    for (const [other, { fromMs, toMs }] of this.#lives)
      if (other !== id && fromMs <= atMs && toMs > atMs) return false
    return true
  }
}
