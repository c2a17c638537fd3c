import { randomBytes } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import { withoutTag } from '../base/address-tag.ts'
import type { Ids } from '../base/ids.ts'
import type { InboxFacts } from '../http/context.ts'
import type { Credentials } from '../smtp/engine.ts'

/** .test never resolves on the internet (RFC 6761 §6.2): mail that slips out goes nowhere. */
const domain = '@inbox.test'
/** Of inboxes that were deleted so many are still known: their late mail is nobody else's. */
const goneKept = 10_000

/** The inboxes of one server; their credentials are valid beside the configured users. */
export interface Inboxes {
  create(): InboxFacts
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
  readonly users: readonly { readonly user: string; readonly password: string }[]
}): Inboxes {
  const users = new Map(parts.users.map(({ user, password }) => [user, password]))
  const inboxes = new Map<string, InboxFacts>()
  /** Of all there are and have been; the id is the user and the local part as well. */
  const lives = new Map<string, { readonly fromMs: number; toMs: number }>()
  let gone: string[] = []

  const known = (id: string): string | undefined => (lives.has(id) ? id : undefined)
  return {
    create() {
      const id = parts.ids.next('i')
      const inbox = Object.freeze({
        id,
        address: `${id}${domain}`,
        user: id,
        password: randomBytes(12).toString('hex'),
      })
      inboxes.set(id, inbox)
      lives.set(id, { fromMs: parts.clock.now(), toMs: Infinity })
      return inbox
    },
    list: () => [...inboxes.values()],
    get: (id) => inboxes.get(id),
    delete(id) {
      const life = lives.get(id)
      if (!inboxes.delete(id) || life === undefined) return false
      life.toMs = parts.clock.now()
      gone.push(id)
      // By halves, so that forgetting costs next to nothing.
      if (gone.length > goneKept) {
        for (const oldest of gone.slice(0, goneKept / 2)) lives.delete(oldest)
        gone = gone.slice(goneKept / 2)
      }
      return true
    },
    credentials: {
      // An inbox does not close the door: with no users configured anybody may still log in.
      acceptAny: users.size === 0,
      haveAddresses: parts.users.some(({ user }) => user.includes('@')),
      passwordOf: (user) => users.get(user) ?? inboxes.get(user)?.password,
    },
    ownerOfAddress(address) {
      const mailbox = withoutTag(address)
      return mailbox.endsWith(domain) ? known(mailbox.slice(0, -domain.length)) : undefined
    },
    ownerOfUser: known,
    madeAtMs: (id) => lives.get(id)?.fromMs ?? 0,
    wasAlone(id, atMs) {
      for (const [other, { fromMs, toMs }] of lives)
        if (other !== id && fromMs <= atMs && toMs > atMs) return false
      return true
    },
  }
}
