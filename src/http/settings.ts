import type { FixSnippet } from '../model/finding.ts'
import type { BoundPort } from '../model/port-profile.ts'

const tlsWords = {
  none: 'none',
  implicit: 'implicit (SSL/TLS, from the first byte)',
  starttls: 'STARTTLS, required',
} as const

/** What a client must set to send through this port. */
export function settingsFor(port: BoundPort, caFile: string | null): readonly FixSnippet[] {
  const lines = [`Host: ${port.host}`, `Port: ${port.port}`, `TLS: ${tlsWords[port.tls]}`]
  lines.push(`Login: ${port.auth === 'off' ? 'none' : port.auth}`)
  if (port.tls !== 'none' && caFile) lines.push(`Trust this CA: ${caFile}`)
  return [{ library: 'plain', label: 'Settings', language: 'text', code: lines.join('\n') }]
}
