import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ApiPort } from '../../../model/api.ts'
import { localName } from '../../../model/local-name.ts'
import { caUrl } from '../../api/http.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Course } from '../../components/rail.tsx'
import { Snippets } from '../../components/snippets.tsx'
import { useCell } from '../../lib/cell.ts'
import { info } from '../../state/server.ts'
import { profileWords } from './profile-words.ts'

const encryption: Readonly<Record<ApiPort['tls'], string>> = {
  none: 'none: neither TLS nor STARTTLS',
  implicit: 'SSL/TLS (implicit, from the first byte)',
  starttls: 'STARTTLS',
}

/** Where STARTTLS is offered and not required. */
const optionalEncryption = 'STARTTLS, or none'

const login: Readonly<Record<ApiPort['auth'], string>> = {
  off: 'none: this port offers no AUTH',
  optional: 'optional here; real submission servers require it',
  required: 'required',
}

const loginWithoutTls: typeof login = {
  off: login.off,
  optional: 'optional, also without TLS; real servers require it, and TLS before it',
  required: 'required, also without TLS; real servers require TLS before it',
}

/** What a client has to trust: as a download, and as a file on the machine of the server. */
function Trust({ caFile }: { caFile: string | null }): JSX.Element {
  return (
    <div>
      <dt>Trust</dt>
      <dd>
        the CA in <a href={caUrl}>ca.pem</a>
        {caFile && (
          <>
            <code class="settings-path">{caFile}</code>
            <CopyButton text={caFile} label="Copy path" compact />
          </>
        )}
      </dd>
    </div>
  )
}

/** What a client must set for one port: the values, and lines for each library. */
export function PortSettings({ port }: { port: ApiPort }): JSX.Element {
  const facts = useCell(info)
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
    box.current?.focus({ preventScroll: true })
  }, [])
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['Host', localName(port.host), true],
    ['Port', String(port.port), true],
    [
      'Encryption',
      port.tls === 'starttls' && !port.tlsRequired ? optionalEncryption : encryption[port.tls],
      false,
    ],
    ['Login', port.authWithoutTls ? loginWithoutTls[port.auth] : login[port.auth], false],
  ]
  // The plain words say what the table says, so they come last here.
  const [plain, ...others] = port.settings
  const snippets = plain ? [...others, plain] : []
  return (
    <section class="settings" ref={box} tabIndex={-1} aria-labelledby="settings-title">
      <div class="settings-facts">
        <h2 id="settings-title">What a client sets for port {port.port}</h2>
        <p class="settings-why">{profileWords[port.profile].why}</p>
        <Course tls={port.tls} auth={port.auth} isRequired={port.tlsRequired} />
        <dl class="facts">
          {rows.map(([name, value, copy]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class={copy ? 'mono' : undefined}>
                {value}
                {copy && <CopyButton text={value} label={`Copy ${name.toLowerCase()}`} compact />}
              </dd>
            </div>
          ))}
          {port.tls !== 'none' && facts?.features.ca && <Trust caFile={facts.caFile} />}
        </dl>
      </div>
      <Snippets snippets={snippets} title="Ready to copy" />
    </section>
  )
}
