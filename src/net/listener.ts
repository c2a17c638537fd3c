import type { Server } from 'node:net'
import { FourportError } from '../base/errors.ts'
import { closeServer } from '../base/listen-on.ts'
import type { SecretForms } from '../base/secret-forms.ts'
import type { Faults } from '../faults/faults.ts'
import { firstOf } from '../faults/first-of.ts'
import { type BoundPort, type PortProfile, takesPasswordsUnencrypted } from '../model/port-profile.ts'
import type { ScenarioName } from '../model/scenario.ts'
import type { AfterRefusalListener, ListenerShared, ServerShared } from '../protocol/shared.ts'
import { createHost } from '../protocol/smtp-server.ts'
import { profileFor } from '../protocol/states.ts'
import { TlsHosts } from '../protocol/peers/tls-hosts.ts'
import { UnexpectedTlsPeers } from '../protocol/peers/unexpected-tls-peers.ts'
import { bind } from './bind.ts'
import type { Connections, Load } from './connections.ts'
import type { ListenerScenario, ListenerSpec } from './engine.ts'
import type { ListenerParts, NetShared } from './shared.ts'

/** What a listener knows of the server around it. */
export interface ListenerAround {
  readonly server: ServerShared
  readonly net: NetShared
  /** The password of its client, by its name; null: nobody looks for it. */
  readonly passwordOf: (listener: string) => SecretForms | null
  /** Whether all connections are those of one client in one run. */
  readonly isOneClient: boolean
  /** Whether it keeps the process from ending. */
  readonly holdsProcess: boolean
  readonly connections: Connections
}

/** One listener: where it is bound, how it was made, and its scenario for new connections. */
export class Listener {
  readonly spec: ListenerSpec
  readonly #load: Load = { admitted: 0, refused: 0 }
  readonly #around: ListenerAround
  readonly #tlsHosts = new TlsHosts()
  #servers: readonly Server[] = []
  #bound: BoundPort | null = null
  #scenario: ListenerScenario | null
  /** By how often the client has met its TLS, the last for all that come after. Empty: not all addresses are bound yet, and perhaps never will be. */
  #parts: readonly ListenerParts[] = []
  /** Handshakes that have begun, of which the client may have refused each. */
  #handshakes = 0
  #closed: Promise<unknown> = Promise.resolve()

  constructor(spec: ListenerSpec, around: ListenerAround) {
    this.spec = spec
    this.#around = around
    this.#scenario = spec.scenario ?? null
    requireTls(spec, this.#scenario, around)
  }

  get scenario(): ListenerScenario | null {
    return this.#scenario
  }

  /** Binds all addresses, or none. Throws as `bind`. */
  async open(): Promise<BoundPort> {
    const { name, profile } = this.spec
    const { addresses, port, servers } = await this.#bind(this.spec)
    this.#servers = servers
    const host = addresses[0] ?? ''
    const open = takesPasswordsUnencrypted(profile) ? { authWithoutTls: true as const } : {}
    this.#bound = { name, host, addresses, port, ...behaviourOf(profile), ...open }
    this.#parts = this.#share(this.#bound)
    if (this.#scenario?.closed === true) this.#stopAccepting()
    return this.#bound
  }

  /** Sets the scenario of the connections accepted from now on; null: the listener as it was made. */
  async setScenario(scenario: ListenerScenario | null): Promise<void> {
    requireTls(this.spec, scenario, this.#around)
    const bound = this.#bound
    if (bound === null) throw new TypeError(`${this.spec.name} is not bound`)
    const opens = this.#servers.length === 0 && scenario?.closed !== true
    if (opens) {
      const where = { ...this.spec, hosts: bound.addresses, port: bound.port, fallbackPort: null }
      this.#servers = (await this.#bind(where)).servers
    }
    this.#scenario = scenario
    this.#parts = this.#share(bound)
    if (scenario?.closed === true) this.#stopAccepting()
  }

  /** The next connections are those of another run under this scenario, and none of them finds that TLS is gone. */
  meetAgain(): void {
    this.#handshakes = 0
    // The last is the one without TLS, where there are three.
    this.#parts = this.#parts.slice(0, 2)
  }

  /** Resolves when the last connection is gone too. */
  async close(): Promise<void> {
    this.#stopAccepting()
    await this.#closed
  }

  async #bind(where: ListenerSpec) {
    const { net, connections, holdsProcess } = this.#around
    const bound = await bind(where, net.onError, (socket) => {
      const parts = this.#parts[this.#handshakes] ?? this.#parts.at(-1)
      if (parts === undefined) socket.destroy()
      else connections.accept(this.#load, parts, socket)
    })
    if (!holdsProcess) for (const server of bound.servers) server.unref()
    return bound
  }

  #stopAccepting(): void {
    this.#closed = Promise.all([this.#closed, ...this.#servers.map(closeServer)])
    this.#servers = []
  }

  /** What connections share from now on. */
  #share(bound: BoundPort): readonly ListenerParts[] {
    this.#handshakes = 0
    const { server, isOneClient } = this.#around
    const scenario = this.#scenario
    const { afterRefusal = null } = scenario ?? {}
    const shared: Shared = {
      faults: scenario === null ? server.faults : firstOf(faultsOf(scenario, server.faults), server.faults),
      unexpectedTlsPeers: new UnexpectedTlsPeers(),
    }
    const made = scenario?.profile ?? this.spec.profile
    if (afterRefusal === null) return [this.#partsOf(bound, made, shared, null)]
    const last = this.#partsOf(bound, afterRefusal.unencrypted, shared, null)
    const first = this.#partsOf(bound, made, shared, { unencrypted: last.listener, again: false })
    // Anybody may be the next to connect to a server that is not for one run.
    if (!isOneClient) return [first]
    const again = { unencrypted: last.listener, again: true }
    return [first, this.#partsOf(bound, afterRefusal.again, shared, again), last]
  }

  #partsOf(
    bound: BoundPort,
    wanted: PortProfile,
    shared: Shared,
    afterRefusal: AfterRefusalListener | null,
  ): ListenerParts {
    const { server, net, passwordOf } = this.#around
    const scenario = this.#scenario
    const profile = profileFor(wanted, server.credentials)
    const contexts = scenario?.tls ?? net.tls
    const { name, host, port } = bound
    const listener = {
      ...server,
      ...shared,
      password: passwordOf(name),
      profile,
      scenario: scenario && nameOf(scenario),
      afterRefusal,
      port: Object.freeze({
        name,
        host,
        port,
        ...behaviourOf(profile),
        ...(bound.authWithoutTls && { authWithoutTls: bound.authWithoutTls }),
      }),
      speaksTls: contexts !== null,
      leaf: profile.tls === 'none' ? null : (contexts?.leaf ?? null),
      clearHost: createHost(profile, false, server.settings, net.onError),
      secureHost: createHost(profile, true, server.settings, net.onError),
      tlsHosts: this.#tlsHosts,
    }
    const handshakeBegins = (): void => void this.#handshakes++
    return { ...net, tls: contexts, listener, handshakeBegins }
  }
}

/** What is the same whatever a client has refused before. */
type Shared = Pick<ListenerShared, 'faults' | 'unexpectedTlsPeers'>

/** What a client has to know of a port. */
function behaviourOf({
  name,
  tls,
  tlsRequired,
  auth,
}: PortProfile): Pick<BoundPort, 'profile' | 'tls' | 'tlsRequired' | 'auth'> {
  return { profile: name, tls, tlsRequired, auth }
}

function nameOf({ name, group, title }: ListenerScenario): ScenarioName {
  return Object.freeze({ name, group, title })
}

/** Their own, so that each time that a scenario is put on a listener they count from the start. */
function faultsOf({ name, faults }: ListenerScenario, all: Faults): Faults {
  const own = all.beside(`${name}.`)
  for (const fault of faults) own.set(fault)
  return own
}

function requireTls(
  { name, profile: made }: ListenerSpec,
  scenario: ListenerScenario | null,
  { net }: ListenerAround,
): void {
  const { tls } = scenario?.profile ?? made
  if (tls === 'none' || net.tls !== null || (scenario?.tls ?? null) !== null) return
  throw new FourportError('OPTION_CONFLICT', `${name} needs TLS (${tls}), and there is no certificate.`)
}
