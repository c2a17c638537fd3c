import { fileURLToPath } from 'node:url'
import { lazyModule } from '../base/lazy-module.ts'
import type { FaultNames } from '../faults/check-fault.ts'
import type { Faults } from '../faults/faults.ts'
import type { HttpContext, InboxFacts } from '../http/context.ts'
import type { HttpRoom } from '../http/held.ts'
import type { FaultState } from '../model/fault.ts'
import { listFindings } from './findings/list-findings.ts'
import { waitForFinding } from './findings/wait-for-finding.ts'
import { createInboxView, type InboxView } from './inbox-view.ts'
import { createInject } from './inject.ts'
import type { ServerParts } from './parts.ts'
import { createRelease } from './release/release.ts'
import { packageVersion } from './version.ts'

export interface PageServer {
  readonly url: string
  readonly host: string
  readonly port: number
  /** Makes the routes, which the first request would else wait for. */
  load(): Promise<void>
  close(): Promise<void>
}

/** The built page, from src and from dist alike. */
const uiDirectory = fileURLToPath(new URL('../../dist/ui/', import.meta.url))

/** A server in a test has no page, and need not read its code. */
const loadHttp = lazyModule(() => import('../http/start-http.ts'))

/** Nodemailer takes 40 ms to read. */
const loadTestMail = lazyModule(() => import('./test-mail/test-mail.ts'))

/** Page and API. Where they cannot be bound, the mail ports are closed again: all or nothing. */
export async function startPage(parts: ServerParts): Promise<PageServer> {
  const { options, store, engine, inboxes, findings, tls } = parts
  const viewOf = (inbox: InboxFacts): InboxView => createInboxView(inbox, { inboxes, store })
  try {
    const { startHttp } = await loadHttp()
    return await startHttp({
      context: {
        version: packageVersion(),
        startedAt: parts.clock.now(),
        webRoot: options.webRoot,
        // Those of a run of verify are its own: one a cell, and gone with it.
        ports: parts.verifyRun === null ? parts.bound.listeners : [],
        ca: tls?.ca ?? null,
        leaf: tls?.contexts.leaf ?? null,
        login: loginOf(options),
        store,
        reader: parts.reader,
        waits: parts.waits,
        verdict: parts.verdicts.of,
        reviews: parts.reviews,
        openSessions: findings.openSessions,
        watchSessions: findings.watch,
        findings: (match, { inbox, ...options }) =>
          listFindings(findings, match, { ...options, scope: inbox && viewOf(inbox).findings }),
        waitForFinding: (match, { inbox, ...options }) =>
          waitForFinding(findings, match, { ...options, scope: inbox && viewOf(inbox).findings }),
        docs: parts.docs,
        inboxes: { ...inboxes, viewOf },
        faults: faultsFace(parts.faults, parts.faultNames),
        scenarios: parts.scenarios,
        sendTestMail: async (listener, settings) =>
          (await loadTestMail()).sendTest(parts, listener, settings),
        verifyRun: parts.verifyRun,
        inject: createInject({ ...parts, sizeLimitBytes: options.sizeLimitBytes }),
        release: releaseOf(parts),
        security: securityOf(options),
      },
      hosts: options.httpHost,
      port: options.http as number,
      tls: options.https && tls ? tls.pem : null,
      maxStreamBytes: options.memory.maxStreamBytes,
      room: roomOf(parts),
      uiDirectory,
      onError: parts.events.report,
      holdsProcess: parts.holdsProcess,
    })
  } catch (error) {
    await engine.close()
    throw error
  }
}

function roomOf({ engine: { inFlight }, options, garbage }: ServerParts): HttpRoom {
  return {
    inFlight,
    limitBytes: options.inFlightLimitBytes,
    maxJsonBytes: options.memory.maxJsonBytes,
    garbage,
  }
}

/** Faults as the HTTP side knows them. */
export function faultsFace(faults: Faults, names: FaultNames): HttpContext['faults'] {
  return {
    list: () => faults.list(),
    get: (id) => faults.get(id),
    names,
    set: (fault) => faults.get(faults.set(fault).id) as FaultState,
    off: (id) => faults.off(id),
    clear: () => faults.clear(),
    watch: (listener) => faults.watch(listener),
  }
}

function releaseOf({ options: { release }, store }: ServerParts): HttpContext['release'] {
  return release === null ? null : createRelease(release, ({ id }) => store.bytes(id))
}

/** The first of the users that may log in, without the password; null: anybody may. */
function loginOf({ users: [first] }: ServerParts['options']): HttpContext['login'] {
  return first === undefined ? null : { user: first.user }
}

/** Who may ask, and from where. */
function securityOf(options: ServerParts['options']): HttpContext['security'] {
  return {
    allowedHosts: options.allowedHosts,
    corsOrigins: options.corsOrigins,
    basicAuth: options.httpAuth,
    token: options.httpToken,
  }
}
