import type { CapturedMessage } from '../../model/message.ts'
import { type BoundPort, profileNames } from '../../model/port-profile.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { failureLine } from './failure.ts'
import type { LineWriter } from './line-writer.ts'
import type { Presenter } from './presenter.ts'

/** One JSON object a line. Fields are only ever added. */
export function jsonPresenter(out: LineWriter, options: ResolvedOptions): Presenter {
  const write = (value: object): void => out.line(JSON.stringify(value))
  return {
    ready(server) {
      const listeners = server.listeners.map(portFacts)
      const four = profileNames.map((name) => [
        name,
        listeners.find((listener) => listener.name === name) ?? null,
      ])
      write({
        type: 'ready',
        pid: process.pid,
        ports: Object.fromEntries(four),
        listeners,
        ca: server.ca && { file: server.ca.file },
        http: server.http && { url: server.http.url, host: server.http.host, port: server.http.port },
        room: roomFacts(options),
        faults: server.faults,
      })
      for (const message of server.warnings) write({ type: 'warning', message })
    },
    message: (message, subject) => write({ type: 'message', ...messageFacts(message, subject) }),
    session(session, verdict) {
      // The entries are what --record is for; here they would drown the verdict.
      write({
        type: 'session',
        ...session,
        version: undefined,
        entries: undefined,
        dropped: undefined,
        ...verdict,
      })
    },
    // The session's line has it all.
    tlsClient: () => undefined,
    // Each session has a line of its own.
    flush: () => undefined,
    error: (error) => write(failureLine(error)),
    stopping: (signal) => write({ type: 'stopping', signal }),
    stopped: (outcome) => write({ type: 'stopped', ...outcome }),
  }
}

function messageFacts(message: CapturedMessage, subject: string): object {
  const { listener, profile, port, sessionId, ...origin } = message.origin
  return {
    id: message.id,
    seq: message.seq,
    receivedAt: new Date(message.receivedAt).toISOString(),
    listener,
    profile,
    port,
    sessionId,
    mailFrom: message.envelope.mailFrom,
    rcptTo: message.envelope.rcptTo,
    subject,
    sizeBytes: message.sizeBytes,
    ...origin,
  }
}

/** What may be kept. */
function roomFacts({ memory, ...options }: ResolvedOptions): object {
  return {
    maxMessages: options.maxMessages,
    maxMessageBytes: options.maxMessageBytes,
    inFlightLimitBytes: options.inFlightLimitBytes,
    maxSessionBytes: options.maxSessionBytes,
    parser: memory.parser,
    maxStreamBytes: memory.maxStreamBytes,
    limit: memory.isBound ? memory.limit : null,
  }
}

/** Named one by one: a listener of the handle also carries ready-made settings, and those hold a password. */
function portFacts(bound: BoundPort): BoundPort {
  const { name, profile, host, addresses, port, tls, tlsRequired, auth, authWithoutTls } = bound
  return { name, profile, host, addresses, port, tls, tlsRequired, auth, authWithoutTls }
}
