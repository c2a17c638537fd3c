/** Bytes on their way, of one server: mail that arrives, request bodies, answers that are not read yet. One sum, one limit. */
export interface InFlight {
  bytes: number
}
