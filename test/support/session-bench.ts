import { BlockPool } from '../../src/base/buffer-list.ts'
import { createIds } from '../../src/base/passed-in.ts'
import { Faults } from '../../src/faults/faults.ts'
import type { FaultPace } from '../../src/model/fault.ts'
import type { NewMessage } from '../../src/model/message.ts'
import type { ProfileName } from '../../src/model/port-profile.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import type { LeafFacts, TlsFacts } from '../../src/model/tls-facts.ts'
import { profiles } from '../../src/model/port-profile.ts'
import type { Actions, Answer } from '../../src/protocol/actions.ts'
import { replies } from '../../src/protocol/replies/replies.ts'
import { Session } from '../../src/protocol/session.ts'
import type { SmtpSettings } from '../../src/protocol/settings.ts'
import type { ListenerShared } from '../../src/protocol/shared.ts'
import { profileFor } from '../../src/protocol/states.ts'
import { createHost } from '../../src/protocol/smtp-server.ts'
import { TlsHosts } from '../../src/protocol/peers/tls-hosts.ts'
import { UnexpectedTlsPeers } from '../../src/protocol/peers/unexpected-tls-peers.ts'
import { TrustingPeers } from '../../src/protocol/peers/trusting-peers.ts'
import { helloFrom } from './client-hello.ts'
import { testSettings } from './smtp-bench.ts'
import { pieces, type Cut } from './wire.ts'
import type { Way } from './wire-script.ts'

const leaf: LeafFacts = {
  names: ['localhost'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  selfSigned: true,
  ownCa: false,
  caFile: null,
}

export const tlsFacts: TlsFacts = {
  version: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
  sni: null,
  alpn: null,
  resumed: false,
  clientCertificate: null,
}

export const clientHello: Buffer = helloFrom('t13d0203h2_1301,1302_0000,0010,002b_0403', {
  sni: 'localhost',
  alpn: 'h2',
})

/** One that has no faults but its own. */
type OwnListener = ListenerShared & { readonly faults: Faults }

/** What the sessions of one listener share, its clock and its random numbers the test's own. */
export function createListener(name: ProfileName, settings: Partial<SmtpSettings> = {}): OwnListener {
  const credentials = {
    acceptAny: true,
    haveAddresses: false,
    passwordOf: () => undefined,
    userOf: () => undefined,
  }
  const profile = profileFor(profiles[name], credentials)
  const all = { ...testSettings, ...settings }
  const fail = (error: unknown): never => {
    throw error
  }
  const { tls, tlsRequired, auth } = profile
  return {
    settings: all,
    credentials,
    scenario: null,
    afterRefusal: null,
    faults: new Faults(),
    wallMs: () => Date.UTC(2026, 0, 2),
    ids: createIds(),
    random: (sizeBytes) => 'ab'.repeat(sizeBytes),
    answerTimeoutMs: 30_000,
    inFlight: { bytes: 0 },
    blocks: new BlockPool(),
    trusting: new TrustingPeers(),
    profile,
    port: { name, profile: name, host: '127.0.0.1', port: profile.defaultPort, tls, tlsRequired, auth },
    speaksTls: true,
    leaf: tls === 'none' ? null : leaf,
    clearHost: createHost(profile, false, all, fail),
    secureHost: createHost(profile, true, all, fail),
    unexpectedTlsPeers: new UnexpectedTlsPeers(),
    tlsHosts: new TlsHosts(),
    password: null,
  }
}

/** A session with nothing behind it: what it has done is written down. Time is what the test says. */
export class SessionUnderTest implements Actions {
  readonly listener: OwnListener
  readonly session: Session
  readonly messages: { readonly id: string; readonly raw: string }[] = []
  readonly withdrawn: string[] = []
  /** What the store says to each message. */
  keep: (message: NewMessage) => Answer | 'later' = () => null
  nowMs = 0
  said = ''
  paused = false
  paced: FaultPace | null = null
  readonly unsaidMs = 0
  closed: 'fin' | 'cut' | 'rst' | null = null
  /** When the session asked to be woken. */
  readonly wakes: number[] = []
  handshake: Buffer | null = null

  constructor(listener: OwnListener, { refused = false }: { readonly refused?: boolean } = {}) {
    const remote = { host: '127.0.0.1', port: 40_000 }
    this.listener = listener
    this.session = new Session(
      listener,
      { remote, localHost: () => '127.0.0.1' },
      this,
      refused ? replies.busy : null,
      this.nowMs,
    )
    this.session.open(this.nowMs)
  }

  /** What goes wrong on purpose. */
  get faults(): Faults {
    return this.listener.faults
  }

  /** The next connection to the same listener. */
  another(): SessionUnderTest {
    return new SessionUnderTest(this.listener)
  }

  write(octets: string): void {
    this.said += octets
  }

  pace(pace: FaultPace | null): void {
    this.paced = pace
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  wake(inMs: number): void {
    this.wakes.push(this.nowMs + inMs)
  }

  close(how: 'fin' | 'cut' | 'rst'): void {
    this.closed = how
  }

  channelBinding(type: string): Buffer | null {
    return this.handshake === null ? null : Buffer.from(`the ${type} of this session`)
  }

  startTls(first: Buffer): void {
    this.handshake = Buffer.from(first)
  }

  deliver(message: NewMessage): Answer | 'later' {
    const raw = Buffer.concat(message.content.parts).toString('latin1')
    const answer = this.keep(message)
    if (answer === null || answer === 'later') this.messages.push({ id: message.id, raw })
    return answer
  }

  withdraw(id: string): void {
    this.withdrawn.push(id)
  }

  /** The client sends, in segments. Each is in memory that is written over after it, as the network's is. */
  send(octets: string | Buffer, cut: Cut = 'at-once'): this {
    for (const piece of pieces(Buffer.from(octets as string, 'latin1'), cut)) {
      const chunk = Buffer.from(piece)
      this.session.bytes(++this.nowMs, chunk)
      chunk.fill('!')
    }
    return this
  }

  /** What was said since this was last asked. */
  heard(): string {
    const { said } = this
    this.said = ''
    return said
  }

  /** Time passes until then, and whatever is due by then is done. */
  until(nowMs: number): this {
    while (this.session.dueMs <= nowMs && this.closed !== 'cut') {
      this.nowMs = Math.max(this.nowMs, this.session.dueMs)
      this.session.time(this.nowMs)
    }
    this.nowMs = nowMs
    return this
  }

  record(): SessionRecord {
    return this.session.snapshot(0, 0)
  }
}

const portOf: Readonly<Record<Way, ProfileName>> = {
  plain: 'relay',
  implicit: 'smtps',
  starttls: 'submission',
}

/** A session that has been greeted, under TLS where the way has it. */
export function arrive(way: Way, settings: Partial<SmtpSettings> = {}): SessionUnderTest {
  const arrived = new SessionUnderTest(createListener(portOf[way], settings))
  if (way === 'starttls') arrived.send('EHLO before.test\r\n').send('STARTTLS\r\n')
  if (way !== 'plain') {
    arrived.send(clientHello)
    arrived.session.secured(++arrived.nowMs, tlsFacts)
  }
  arrived.heard()
  return arrived
}
