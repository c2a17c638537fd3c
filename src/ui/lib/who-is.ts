import type { ApiSessionSummary } from '../../model/api.ts'

const strangers: Readonly<Partial<Record<ApiSessionSummary['speaker'], string>>> = {
  http: 'an HTTP client',
  ssh: 'an SSH client',
  proxy: 'a proxy',
  tls: 'a TLS client',
  nobody: 'a silent peer',
}

/** The peer of a session in the fewest words: its library, else its own name for itself, else what it spoke. */
export function whoIs(session: ApiSessionSummary): string {
  return session.client?.label ?? session.clientName ?? strangers[session.speaker] ?? session.remote.host
}
