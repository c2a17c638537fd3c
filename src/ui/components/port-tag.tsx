import type { JSX } from 'preact'
import type { TlsMode } from '../../model/port-profile.ts'
import { Icon } from './icon.tsx'

/** The port a thing came by, and whether it was under TLS: `🔒587`. */
export function PortTag({ port, secure }: { port: number; secure: boolean }): JSX.Element {
  return (
    <span class={`port-tag ${secure ? 'port-tls' : 'port-clear'}`}>
      <Icon name={secure ? 'padlock-closed' : 'padlock-open'} />
      {port}
      <span class="sr-only">{secure ? ' under TLS' : ' unencrypted'}</span>
    </span>
  )
}

/** The same, which finds what came by that port. */
export function PortLink({
  port,
  secure,
  target,
}: {
  port: number
  secure: boolean
  target: string
}): JSX.Element {
  return (
    <a class="port-link" href={target} title={`Only what came on port ${port}`}>
      <PortTag port={port} secure={secure} />
    </a>
  )
}

/** Padlock of a port by its mode. */
export function ModePadlock({ tls }: { tls: TlsMode }): JSX.Element {
  return (
    <Icon
      name={tls === 'none' ? 'padlock-open' : 'padlock-closed'}
      class={tls === 'none' ? 'clear' : 'tls'}
    />
  )
}
