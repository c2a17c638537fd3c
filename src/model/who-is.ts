import type { RecognisedClient, TlsLibrary } from './finding.ts'
import type { Speaker } from './speaker.ts'

const strangers: Readonly<Partial<Record<Speaker, string>>> = {
  http: 'HTTP client',
  ssh: 'SSH client',
  proxy: 'proxy',
  tls: 'TLS client',
  nobody: 'silent peer',
}

/**
 * The peer of a session in the fewest words that tell it from others: its library; else the domain it names itself by. Many
 * clients only say the name of their machine, such as `vm`, or `localhost`: then by its TLS library and that name.
 */
export function whoIs(session: {
  readonly client: RecognisedClient | null
  readonly tlsLibrary: TlsLibrary | null
  readonly clientName: string | null
  readonly speaker: Speaker
  readonly remote: { readonly host: string }
}): string {
  const { client, clientName, speaker, tlsLibrary, remote } = session
  if (client !== null) return client.label
  const name = clientName === '' ? null : clientName
  if (name !== null && isDomain(name)) return name
  const kind = tlsLibrary === null ? null : `${tlsLibrary.name} client`
  if (name !== null) return `${kind ?? 'unknown client'} “${name}”`
  return kind ?? (speaker in strangers ? `${strangers[speaker]} at ${remote.host}` : remote.host)
}

/** Names that every machine has of itself. */
const everywhere = /(?:^|\.)(?:localhost|localdomain|local|lan|home|internal)$/i

function isDomain(name: string): boolean {
  return name.includes('.') && !name.startsWith('[') && !/^[\d.]+$/.test(name) && !everywhere.test(name)
}
