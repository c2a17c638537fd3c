import { timerOf } from '../../base/time-limit.ts'
import type { ApiTestMail, ApiTestMailWanted } from '../../model/api.ts'
import type { BoundPort } from '../../model/port-profile.ts'
import type { Feed } from '../../store/store.ts'
import type { LoadedTls } from '../../tls/load-tls.ts'
import type { ServerParts } from '../parts.ts'
import { describePort } from '../server-port.ts'
import { sendTestMail, type TestSettings } from './send-test-mail.ts'

/** A session is on record as soon as its socket has closed, which the client does not wait for. */
const recordPatienceMs = 5_000

/** Sends a mail to a port of this server, with the settings that are right for it, or with a mistake that many make. */
export async function sendTest(
  { options, bound: { listeners }, tls, store, clock }: ServerParts,
  listener: string,
  settings: ApiTestMailWanted['settings'],
): Promise<ApiTestMail> {
  const bound = listeners.find(({ name }) => name === listener)
  if (bound === undefined) throw new Error(`There is no listener ${listener}.`)
  const right = rightFor(bound, options.users[0] ?? { user: 'test', password: 'test' }, tls)
  const client = settings === 'right' ? right : wrongFor(bound, right)
  const sessions = new EndedByPort(store.feed)
  try {
    const { localPort, error } = await sendTestMail(bound, client, new Date(clock.now()))
    return {
      sent: error === null,
      error,
      session: localPort === null ? null : await sessions.of(localPort),
    }
  } finally {
    sessions.close()
  }
}

function rightFor(
  bound: BoundPort,
  login: { readonly user: string; readonly password: string },
  tls: LoadedTls | null,
): TestSettings {
  const { nodemailer } = describePort(bound, tls?.ca?.pem ?? null, login)
  if (bound.tls === 'none' || nodemailer.tls !== undefined) return nodemailer
  // Of a certificate that the user brought, this process does not know who signed it; and the server is this process.
  return { ...nodemailer, tls: { rejectUnauthorized: false } }
}

/** What people take for right: implicit TLS where STARTTLS is, the reverse, no TLS at all, or TLS where there is none. */
function wrongFor({ tls, profile }: BoundPort, right: TestSettings): TestSettings {
  if (tls === 'none') return { ...right, requireTLS: true, ignoreTLS: false }
  if (tls === 'implicit') return { ...right, secure: false }
  if (profile === 'submission-alt') {
    const { auth: _, ...unencrypted } = right
    return { ...unencrypted, requireTLS: false, ignoreTLS: true }
  }
  return { ...right, secure: true, requireTLS: false }
}

/** Ids of sessions by the port that their client had, from now on. */
class EndedByPort {
  readonly #ids = new Map<number, string>()
  readonly #unsubscribe: () => void
  #waits: { readonly port: number; readonly found: (id: string) => void } | null = null

  constructor(feed: Feed) {
    this.#unsubscribe = feed.subscribe((event) => {
      if (event.type !== 'session') return
      const { id, remote } = event.session
      if (this.#waits === null) this.#ids.set(remote.port, id)
      else if (this.#waits.port === remote.port) this.#waits.found(id)
    })
  }

  /** null: it has not ended in time. */
  async of(port: number): Promise<string | null> {
    const known = this.#ids.get(port)
    if (known !== undefined) return known
    return new Promise((resolve) => {
      const timer = timerOf(recordPatienceMs, () => resolve(null))
      const found = (id: string): void => {
        clearTimeout(timer)
        resolve(id)
      }
      this.#waits = { port, found }
    })
  }

  close(): void {
    this.#unsubscribe()
  }
}
