/** .test never resolves on the internet (RFC 6761 §6.2): mail that slips out goes nowhere. */
export const inboxDomain = '@inbox.test'

/** The id of an inbox, which is its user and the local part of its address as well. */
export const inboxId: RegExp = /^i[0-9a-f]{8}[0-9a-z]{6,20}$/i
