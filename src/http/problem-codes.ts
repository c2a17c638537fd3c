/** Every code a problem can carry, and what it means. `/api/docs` has an anchor for each, which `type` points to. */
export const problemCodes = {
  PARAMETER_INVALID:
    'A parameter or a field of the body has a value that is not taken; `parameter` names it, `detail` quotes it.',
  PARAMETER_MISSING: 'A parameter or field that is needed is not there.',
  PARAMETER_CONFLICT: 'Two parameters or fields contradict each other.',
  QUERY_INVALID: 'A value of a message query cannot be read, such as a `since` that is no time.',
  OPTION_UNKNOWN: 'A fault has a field that there is not; `detail` names the one that may be meant.',
  OPTION_INVALID: 'What was sent has a name or a value that is not accepted, or could not fire as it stands.',
  OPTION_CONFLICT: 'The scenario makes no sense on this listener.',
  SCENARIO_UNAVAILABLE: 'The scenario needs what this server does not have; `detail` says what.',
  PORT_IN_USE: 'Nobody listened on the port, by its scenario, and another program does meanwhile.',
  PORT_FORBIDDEN:
    'Nobody listened on the port, by its scenario, and the system does not let this server listen there again.',
  PORT_UNAVAILABLE:
    'Nobody listened on the port, by its scenario, and its address is no longer available; `detail` says why.',
  BODY_INVALID: 'The body is not JSON, or is nested too deep; `detail` quotes its beginning.',
  BODY_TOO_LARGE: 'The body is over the limit: 1 MiB, or 40 MiB where a whole message is taken in.',
  PATH_INVALID: 'The path cannot be read.',
  METHOD_NOT_ALLOWED: 'The method is not offered anywhere here.',
  NOT_FOUND: 'There is nothing with this id, or nothing at this path.',
  WAIT_TIMEOUT: 'Nothing matched in time; `detail`, `nearMisses` and `sessions` say what happened instead.',
  UNAUTHORIZED: 'Credentials are missing or wrong.',
  ORIGIN_NOT_ALLOWED:
    'A page of another site asked for a change, a live stream, or anything else that is not a link that a person opens.',
  HOST_NOT_ALLOWED:
    'The Host header carries a name that is not this server’s: the mark of DNS rebinding, or a name to allow.',
  RELEASE_OFF: 'No real server is configured to release messages to.',
  RELEASE_ADDRESS_INVALID:
    'A recipient, or the sender of the message, is not one address as RFC 5321 §4.1.2 spells it.',
  RELEASE_REFUSED: 'A recipient is not on the list of allowed ones.',
  RELEASE_FAILED: 'The real server did not take the message.',
  MESSAGE_TOO_LARGE: 'The message is larger than the SIZE that the server announces to SMTP clients.',
  MESSAGE_GONE: 'The message has left the store while it was read.',
  FAULTS_FULL:
    'So many faults are set, or such large ones, that no other can be; `detail` says how many may be.',
  STORE_FULL: 'The message alone is larger than the whole store.',
  BUSY: 'There is no room now for what is on its way, or too many lists wait for their turn; `Retry-After` says when to ask again.',
  SERVER_CLOSED: 'The server closed while the request waited.',
  INTERNAL: 'A fault of the server; its log says what.',
} as const

export type ProblemCode = keyof typeof problemCodes

/** Where `/api/docs` explains a code. */
export function anchorOf(code: ProblemCode): string {
  return code.toLowerCase().replaceAll('_', '-')
}
