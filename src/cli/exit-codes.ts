/** What the command's exit codes mean. docs/command.md lists them; a code is never given another meaning. */
export const exitCodes = {
  ok: 0,
  /** A finding as bad as --fail-on says, or a port that healthcheck found not answering. */
  findings: 1,
  /** A wrong verb, option, environment variable or config file. */
  usage: 2,
  /** The server could not start: a port, a certificate, a file. */
  notStarted: 3,
  /** A fault of Fourport's own. */
  fault: 4,
} as const
