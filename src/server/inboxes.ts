import { randomBytes } from 'node:crypto'
import type { Ids } from '../base/ids.ts'
import type { InboxFacts } from '../http/context.ts'
import type { Credentials } from '../smtp/engine.ts'
import type { MessageQuery } from '../model/query.ts'

/** The inboxes of one server; their credentials are valid beside the configured users. */
export interface Inboxes {
  create(): InboxFacts
  list(): readonly InboxFacts[]
  get(id: string): InboxFacts | undefined
  /** Mail already captured stays; the credentials are refused from now on. */
  delete(id: string): boolean
  readonly credentials: Credentials
}

/** What an inbox sees: mail to its address, and mail that was sent with its credentials. */
export function inboxQuery(inbox: InboxFacts): MessageQuery {
  return { anyOf: [{ to: inbox.address }, { user: inbox.user }] }
}

export function createInboxes(parts: {
  readonly ids: Ids
  readonly users: readonly { readonly user: string; readonly password: string }[]
}): Inboxes {
  const users = new Map(parts.users.map(({ user, password }) => [user, password]))
  const inboxes = new Map<string, InboxFacts>()
  const byUser = new Map<string, InboxFacts>()
  return {
    create() {
      const id = parts.ids.next('i')
      // .test never resolves on the internet (RFC 6761 §6.2): mail that slips out goes nowhere.
      const inbox = Object.freeze({
        id,
        address: `${id}@inbox.test`,
        user: id,
        password: randomBytes(12).toString('hex'),
      })
      inboxes.set(id, inbox)
      byUser.set(inbox.user, inbox)
      return inbox
    },
    list: () => [...inboxes.values()],
    get: (id) => inboxes.get(id),
    delete(id) {
      byUser.delete(inboxes.get(id)?.user ?? '')
      return inboxes.delete(id)
    },
    credentials: {
      // An inbox does not close the door: with no users configured anybody may still log in.
      acceptAny: users.size === 0,
      passwordOf: (user) => users.get(user) ?? byUser.get(user)?.password,
    },
  }
}
