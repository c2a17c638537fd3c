/** A place of a message in which a text is looked for. `anywhere` is all of them. */
export type Place =
  | 'anywhere'
  | 'from'
  | 'to'
  | 'cc'
  | 'bcc'
  | 'subject'
  | 'text'
  | 'attachment'
  | 'message-id'
  | 'inbox'
  | 'user'

/** What one term of a search asks of a message. */
export type SearchCondition =
  /** A part of what is there, whatever its case; white space counts as one blank. */
  | { readonly type: 'part'; readonly of: Place; readonly text: string }
  /** The number that it usually has, the name of its profile or listener, or the number that it listens on. */
  | { readonly type: 'port'; readonly port: string }
  | { readonly type: 'tls'; readonly tls: boolean }
  /** The whole id, whatever its case. */
  | { readonly type: 'session'; readonly id: string }
  /** The whole tag, whatever its case. */
  | { readonly type: 'tag'; readonly tag: string }
  | { readonly type: 'attached' }
  | { readonly type: 'read'; readonly isRead: boolean }
  /** Milliseconds since 1970: received at this time or later. */
  | { readonly type: 'since'; readonly ms: number }
  /** Milliseconds since 1970: received earlier. */
  | { readonly type: 'before'; readonly ms: number }
  /** Of that many bytes or more. */
  | { readonly type: 'larger'; readonly bytes: number }
  /** Of fewer bytes. */
  | { readonly type: 'smaller'; readonly bytes: number }

/** One term of a search. */
export interface SearchTerm {
  /** The condition must not hold. */
  readonly negated: boolean
  readonly condition: SearchCondition
  /** As it was written, without the minus: `from:"Ada L"`. */
  readonly written: string
}

/** A search that was understood: all of its terms must hold. */
export type Search = readonly SearchTerm[]
