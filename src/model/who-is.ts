import type { RecognisedClient } from './finding.ts'
import type { Speaker } from './speaker.ts'

const strangers: Readonly<Partial<Record<Speaker, string>>> = {
  http: 'an HTTP client',
  ssh: 'an SSH client',
  proxy: 'a proxy',
  tls: 'a TLS client',
  nobody: 'a silent peer',
}

/** The peer of a session in the fewest words: its library, else its own name for itself, else its protocol. */
export function whoIs(session: {
  readonly client: RecognisedClient | null
  readonly clientName: string | null
  readonly speaker: Speaker
  readonly remote: { readonly host: string }
}): string {
  return session.client?.label ?? session.clientName ?? strangers[session.speaker] ?? session.remote.host
}
