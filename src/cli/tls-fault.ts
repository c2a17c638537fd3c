/** What OpenSSL says of first bytes that are no TLS record: which of these depends on the bytes and its version. */
const notTls: readonly string[] = [
  'wrong version number',
  'packet length too long',
  'record layer failure',
  'http request',
  'unknown protocol',
]

/** Of OpenSSL's line of numbers, functions and files (`…:error:0A00010B:SSL routines:…`), the reason; undefined: it is none. */
export function opensslReason(message: string): string | undefined {
  return /:error:[\dA-F]+:[^:]*:[^:]*:([^:\n]+)/.exec(message)?.[1]
}

/** Whether OpenSSL gave this reason because what answered was no TLS. */
export function isNotTls(reason: string): boolean {
  return notTls.includes(reason)
}
