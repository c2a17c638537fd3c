import { Emitter } from '../base/emitter.ts'
import type { ServerEvents } from './fourport-server.ts'

/** One emitter for each event of a server. */
export type Events = { readonly [Name in keyof ServerEvents]: Emitter<ServerEvents[Name]> } & {
  /** Where everything goes that should not have happened. Nobody listening: a warning of the process, never silence. */
  readonly report: (error: unknown) => void
}

export function createEvents(): Events {
  const warn = (error: unknown): void => process.emitWarning(error instanceof Error ? error : String(error))
  const error = new Emitter<unknown>(warn)
  const report = (cause: unknown): void => (error.size === 0 ? warn(cause) : error.emit(cause))
  return {
    message: new Emitter(report),
    session: new Emitter(report),
    finding: new Emitter(report),
    error,
    report,
  }
}
