/** Every code a problem can carry, and what it means. `/api/docs` has an anchor for each, which `type` points to. */
export const problemCodes = {
  PARAMETER_INVALID:
    'A parameter or a field of the body has a value that is not accepted; `parameter` names it, `detail` quotes it.',
  PARAMETER_MISSING: 'A required parameter or field is missing.',
  PARAMETER_CONFLICT: 'Two parameters or fields contradict each other.',
  QUERY_INVALID: 'A value of a message query cannot be read, such as a `since` that is not a time.',
  OPTION_UNKNOWN: 'A fault has an unknown field; `detail` names the one that may be meant.',
  OPTION_INVALID: 'The request has a name or a value that is not accepted, or a fault that could never fire.',
  OPTION_CONFLICT: 'The scenario does not apply to this listener.',
  SCENARIO_UNAVAILABLE: 'The scenario needs what this server does not have; `detail` says what.',
  PORT_IN_USE: 'The scenario had closed the port, and another program has taken it meanwhile.',
  PORT_FORBIDDEN:
    'The scenario had closed the port, and the system does not let this server listen there again.',
  PORT_UNAVAILABLE:
    'The scenario had closed the port, and its address is no longer available; `detail` says why.',
  BODY_INVALID: 'The body is not JSON, or is nested too deep; `detail` quotes its beginning.',
  BODY_TOO_LARGE: 'The body is over the limit: 1 MiB, or 40 MiB for a whole message.',
  PATH_INVALID: 'The path cannot be read.',
  METHOD_NOT_ALLOWED: 'No path here allows the method.',
  NOT_FOUND: 'There is nothing with this id, or nothing at this path.',
  WAIT_TIMEOUT: 'Nothing matched in time; `detail`, `nearMisses` and `sessions` say what happened instead.',
  UNAUTHORIZED: 'Credentials are missing or wrong.',
  ORIGIN_NOT_ALLOWED:
    'A page of another site asked for a change, a live stream, or anything else that is not a link that a person opens.',
  HOST_NOT_ALLOWED:
    'The Host header has a name that is not this server’s: a sign of DNS rebinding, or a name to allow.',
  RELEASE_OFF: 'No real server is configured to release messages to.',
  RELEASE_ADDRESS_INVALID:
    'A recipient, or the sender of the message, is not a single address of the form in RFC 5321 §4.1.2.',
  RELEASE_REFUSED: 'A recipient is not on the list of allowed ones.',
  RELEASE_FAILED: 'The real server did not accept the message.',
  MESSAGE_TOO_LARGE: 'The message is larger than the SIZE that the server announces to SMTP clients.',
  MESSAGE_GONE: 'The message was removed from the store while it was read.',
  FAULTS_FULL: 'The faults that are set are too many, or too large, to add another; `detail` has the limit.',
  STORE_FULL: 'The message alone is larger than the whole store, or the disk of the store is full.',
  STORE_READ_ONLY:
    'The server only shows what an earlier run left in a file (`--read-only`), and changes nothing.',
  STORE_FAILED: 'The file of the store could not be read or written; `detail` says why.',
  BUSY: 'There is no room now for more data in flight, or too many lists are waiting; `Retry-After` says when to try again.',
  SERVER_CLOSED: 'The server closed while the request waited.',
  INTERNAL: 'An error in the server; its log has the details.',
} as const

export type ProblemCode = keyof typeof problemCodes

/** Where `/api/docs` explains a code. */
export function anchorOf(code: ProblemCode): string {
  return code.toLowerCase().replaceAll('_', '-')
}
