/**
 * What standards forbid or require of a client and most servers put up with. Those that the diagnosis finds have its
 * name for them (docs/findings.md); a code never changes its meaning. Worst first: what loses mail elsewhere, what servers
 * refuse, what is only missed.
 */
export type VerifyMannerCode = (typeof verifyMannerCodes)[number]
export const verifyMannerCodes = Object.freeze([
  'dot-not-escaped',
  'bcc-in-header',
  'bare-lf',
  'mixed-line-ends',
  'nul-in-message',
  'line-too-long',
  'talks-before-greeting',
  'pipelining-not-offered',
  'parameter-not-offered',
  'bdat-not-offered',
  'second-login',
  'no-ehlo-after-starttls',
  'ehlo-name-invalid',
  'raw-utf8-in-header',
  'eight-bit-undeclared',
  'charset-mismatch',
  'header-in-body',
  'header-line-malformed',
  'header-field-repeated',
  'header-address-malformed',
  'multipart-malformed',
  'message-without-from',
  'message-without-date',
  'date-malformed',
  'message-without-message-id',
  'message-id-malformed',
  'left-before-reply',
  'no-quit',
] as const)

/** Something of that, seen where the client met a healthy server. It makes no cell fail. */
export interface VerifyManner {
  readonly code: VerifyMannerCode
  /** `RFC 5321 §4.1.1.10` */
  readonly source: string
  /** One sentence: what the client did. */
  readonly summary: string
  /** One sentence: what to change. */
  readonly fix: string
}
