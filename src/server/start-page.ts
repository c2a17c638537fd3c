import { fileURLToPath } from 'node:url'
import type { Clock } from '../base/clock.ts'
import type { Ids } from '../base/ids.ts'
import type { MessageParser } from '../capture/create-parser.ts'
import type { SmtpEngine } from '../smtp/engine.ts'
import type { Store } from '../store/store.ts'
import type { LoadedTls } from '../tls/load-tls.ts'
import type { Bound } from './bind.ts'
import type { Events } from './events.ts'
import type { Inboxes } from './inboxes.ts'
import { createInject } from './inject.ts'
import type { ResolvedOptions } from './options/options.ts'
import { createRelease } from './release.ts'
import type { Verdicts } from './verdicts.ts'
import { packageVersion } from './version.ts'

export interface Page {
  readonly url: string
  readonly host: string
  readonly port: number
  close(): Promise<void>
}

export interface PageParts {
  readonly options: ResolvedOptions
  readonly clock: Clock
  readonly ids: Ids
  readonly events: Events
  readonly parser: MessageParser
  readonly store: Store
  readonly inboxes: Inboxes
  readonly verdicts: Verdicts
  readonly engine: SmtpEngine
  readonly bound: Bound
  readonly tls: LoadedTls | null
  readonly ca: { readonly pem: string; readonly file: string } | null
}

/** The built page, from src and from dist alike. */
const uiDirectory = fileURLToPath(new URL('../../dist/ui/', import.meta.url))

/** Page and API. Where they cannot be bound, the mail ports are closed again: all or nothing. */
export async function startPage(parts: PageParts): Promise<Page> {
  const { options, store, engine, tls } = parts
  // Loaded here: a server in a test has no page, and need not read its code.
  const { startHttp } = await import('../http/start-http.ts')
  try {
    return await startHttp({
      context: {
        version: packageVersion(),
        startedAt: parts.clock.now(),
        ports: parts.bound.listeners,
        ca: parts.ca,
        store,
        parse: parts.parser.parse,
        verdict: parts.verdicts.of,
        openSessions: () => engine.openSessions(),
        inboxes: parts.inboxes,
        inject: createInject(parts),
        release: options.release === null ? null : createRelease(options.release),
        security: {
          allowedHosts: options.allowedHosts,
          corsOrigins: options.corsOrigins,
          basicAuth: options.httpAuth,
          token: options.httpToken,
        },
      },
      hosts: options.httpHost,
      port: options.http as number,
      tls: options.https && tls ? tls.pem : null,
      uiDirectory,
      onError: parts.events.report,
    })
  } catch (error) {
    await engine.close()
    throw error
  }
}
