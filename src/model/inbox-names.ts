/** .test never resolves on the internet (RFC 6761 §6.2): mail that slips out goes nowhere. */
export const inboxDomain = '@inbox.test'

/** The id of an inbox, which is its user and the local part of its address as well. */
export const inboxId: RegExp = /^i[0-9a-f]{8}[0-9a-z]{6,20}$/i

/** What people read of an inbox where there are many. */
export interface InboxLabel {
  /** What it is called, such as the test that made it: 1 to 100 characters in one line. */
  readonly name?: string | undefined
  /** What it is for: 1 to 500 characters in one line. */
  readonly purpose?: string | undefined
}

/** The longest of each, in characters (UTF-16). */
export const labelChars: Readonly<Record<keyof InboxLabel, number>> = { name: 100, purpose: 500 }
