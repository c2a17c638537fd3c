import type { JSX } from 'preact'
import { Code } from '../../components/snippets.tsx'
import { useCell } from '../../lib/cell.ts'
import { href } from '../../lib/route.ts'
import { ports } from '../../state/server.ts'
import type { ApiPort } from '../../../model/api.ts'
import { localName } from '../../../model/local-name.ts'

/** One line to try at each port, and what it shows. OpenSSL's client is on nearly every machine. */
function tryIt(port: ApiPort): string {
  const at = `${localName(port.host)}:${port.port}`
  if (port.tls === 'implicit') return `openssl s_client -quiet -connect ${at}`
  if (port.tls === 'starttls') return `openssl s_client -quiet -starttls smtp -connect ${at}`
  return `curl telnet://${at}`
}

export function NoSessions({ filtered }: { filtered: boolean }): JSX.Element {
  const all = useCell(ports)
  if (filtered) {
    return (
      <div class="empty">
        <h2>No session like that</h2>
        <p>
          <a href={href(['sessions'])}>Show all sessions</a>
        </p>
      </div>
    )
  }
  if (all.length === 0) return <p class="empty">No sessions.</p>
  return (
    <div class="empty empty-wide">
      <h2>No connection yet</h2>
      <p>
        Every connection is recorded here line by line, even if it fails. Point your application at a port, or
        connect to one yourself:
      </p>
      <Code
        code={all.map((port) => `${tryIt(port)}   # port ${port.port}`).join('\n')}
        label="Commands to try"
      />
    </div>
  )
}
