import { type Eventual, whenThere } from '../base/eventual.ts'
import { withoutSubaddress } from '../base/subaddress.ts'
import { sayingWords, type Words } from '../base/text-test.ts'
import type { MessageReader } from '../capture/message-reader.ts'
import type { SearchedHeader } from '../capture/search-header.ts'
import type { Searchable } from '../capture/searchable.ts'
import { inboxDomain, inboxId } from '../model/inbox-names.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { Place } from '../search/condition.ts'

type Values = (message: CapturedMessage) => Eventual<readonly string[]>

/** What a search can look at in a message, cheapest first in each place. */
export class SearchPlaces {
  readonly #reader: MessageReader
  readonly #header: (message: CapturedMessage) => Eventual<SearchedHeader>
  readonly #values: Readonly<Record<Place, readonly Values[]>>

  constructor(reader: MessageReader) {
    this.#reader = reader
    this.#header = once((message) => reader.searchedHeader(message))
    const inHeader =
      (pick: (header: SearchedHeader) => readonly string[]): Values =>
      (message) =>
        whenThere(this.#header(message), pick)
    const attachments: Values = (message) => reader.attachmentNames(message)
    this.#values = {
      anywhere: [envelope, inHeader(allOf), attachments],
      from: [({ envelope }) => [envelope.mailFrom], inHeader(({ from }) => from)],
      to: [({ envelope }) => envelope.rcptTo, inHeader(({ to }) => to)],
      cc: [inHeader(({ cc }) => cc)],
      bcc: [(message) => whenThere(this.#header(message), (header) => hidden(message, header))],
      subject: [inHeader(({ subject }) => [subject])],
      text: [],
      attachment: [attachments],
      'message-id': [inHeader(({ messageId }) => [messageId])],
      inbox: [inboxes],
      user: [user],
    }
  }

  /** Whether a place has these words. */
  has(place: Place, words: Words): (message: CapturedMessage) => Eventual<boolean> {
    const says = sayingWords(words)
    const inValues = (message: CapturedMessage, from: number): Eventual<boolean> => {
      const values = this.#values[place][from]
      if (values === undefined)
        return (place === 'anywhere' || place === 'text') && this.#reader.textHas(message, words)
      return whenThere(values(message), (texts) => texts.some(says) || inValues(message, from + 1))
    }
    return (message) => inValues(message, 0)
  }

  /** What a place has, for an account of what did not match. */
  async valuesOf(place: Place, message: CapturedMessage): Promise<readonly string[]> {
    if (place === 'text') return [(await this.#reader.text(message)).trim()]
    const found = await Promise.all(this.#values[place].map((values) => values(message)))
    return [...new Set(found.flat())].filter((text) => text !== '')
  }
}

/** All that the envelope and the login say. */
export function envelope({ envelope: { mailFrom, rcptTo }, origin: { auth } }: CapturedMessage): string[] {
  return auth === null ? [mailFrom, ...rcptTo] : [mailFrom, ...rcptTo, auth.user]
}

/** All that a search looks at in a header. */
export function allOf({ from, to, cc, bcc, subject, messageId }: SearchedHeader): string[] {
  return [...from, ...to, ...cc, ...bcc, subject, messageId]
}

/** All that any place has. */
export function everywhere(
  message: CapturedMessage,
  { header, attachmentNames, text }: Searchable,
): readonly string[] {
  return [...envelope(message), ...inboxes(message), ...allOf(header), ...attachmentNames, text]
}

/** Recipients that neither To nor Cc names, and those that Bcc does. */
function hidden({ envelope }: CapturedMessage, { to, cc, bcc }: SearchedHeader): readonly string[] {
  const named = new Set([...to, ...cc].map((text) => text.toLowerCase()))
  return [...envelope.rcptTo.filter((address) => !named.has(address.toLowerCase())), ...bcc]
}

/** Addresses and ids of the inboxes that it was sent to, or with. */
function inboxes({ envelope, origin: { auth } }: CapturedMessage): readonly string[] {
  const to = envelope.rcptTo.map(withoutSubaddress).filter((address) => address.endsWith(inboxDomain))
  return auth !== null && inboxId.test(auth.user) ? [...to, auth.user] : to
}

function user({ origin: { auth } }: CapturedMessage): readonly string[] {
  return auth === null ? [] : [auth.user]
}

/** Remembers the answer for one message: a search is through with it before it looks at the next. */
function once<Value>(make: (message: CapturedMessage) => Value): (message: CapturedMessage) => Value {
  let known: { readonly message: CapturedMessage; readonly value: Value } | undefined
  return (message) => {
    if (known?.message !== message) known = { message, value: make(message) }
    return known.value
  }
}
