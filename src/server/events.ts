import { types } from 'node:util'
import { Emitter } from '../base/emitter.ts'
import { messageOf, systemCode } from '../base/errors.ts'
import type { ServerEvents } from './fourport-server.ts'

/** One emitter for each event of a server. */
export type Events = { readonly [Name in keyof ServerEvents]: Emitter<ServerEvents[Name]> } & {
  /** Where everything goes that should not have happened. Nobody listening: a warning of the process, never silence. */
  readonly report: (error: unknown) => void
}

/** In words: no error of Jest's realm, where all of ours are made then, passes for one with `emitWarning`. */
function warn(cause: unknown): void {
  const { name = 'Warning', stack = '' } = types.isNativeError(cause) ? cause : {}
  const frames = /^ +at [^]*/m.exec(stack)?.[0] ?? ''
  process.emitWarning(messageOf(cause), { type: name, code: systemCode(cause) || undefined, detail: frames })
}

export function createEvents(): Events {
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
