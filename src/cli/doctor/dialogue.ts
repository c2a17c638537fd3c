import type { TLSSocket } from 'node:tls'
import { type CertificateFacts, certificateFacts } from './certificate.ts'
import { secure } from './dial.ts'
import type { Limits, Login, Obstacle, PortResult, Step } from './examination.ts'
import { logIn, mechanismsOf } from './log-in.ts'
import * as obstacles from './obstacles.ts'
import { strangerOf } from './stranger.ts'
import type { TrustStore } from './trust-stores.ts'
import { type Heard, type HeardReply, Wire } from './wire.ts'

/** What a dialogue at one port goes by. */
export interface DialogueSettings {
  readonly host: string
  readonly port: number
  readonly limits: Limits
  readonly login: Login | null
  readonly stores: readonly TrustStore[]
  /** PEM of all stores together. */
  readonly ca: readonly string[]
  /** Whether no TLS is no fault: the packets do not leave this machine. */
  readonly isLoopback: boolean
  /** Whether the time for this port is over, so that what fails now fails by doctor's own doing. */
  readonly isOver: () => boolean
}

/** What came of the dialogue at one port. */
export type PortOutcome = Omit<PortResult, 'host' | 'port'>

/** A dialogue with one server, from the greeting on, and the steps of it. It sends no MAIL. */
export class PortDialogue {
  readonly #settings: DialogueSettings
  readonly #place: string
  readonly #steps: Step[] = []
  #obstacle: Obstacle | null = null
  #tls: TLSSocket | null = null
  #wire: Wire
  #way: string | null = null

  constructor(settings: DialogueSettings, wire: Wire) {
    this.#settings = settings
    this.#place = obstacles.placeOf(settings.host, settings.port)
    this.#wire = wire
  }

  result(): PortOutcome {
    return { steps: this.#steps, obstacle: this.#obstacle, way: this.#way }
  }

  /** All that follows the greeting; `heard` is what came in its place, if it came already. */
  async run(heard?: Heard): Promise<void> {
    try {
      const greeting = heard ?? (await this.#wire.reply(this.#settings.limits.answerMs))
      if (this.#greeted(greeting)) await this.#talk()
    } finally {
      await this.#wire.quit()
    }
  }

  /** TLS from the first byte; false: what answers does not speak it. */
  async startImplicit(): Promise<boolean> {
    const secured = await this.#handshake()
    if (secured !== null) return this.#stop('tls', secured, obstacles.tlsFailed(this.#place, secured))
    this.#way = `TLS from the first byte, ${this.#tls!.getProtocol()}`
    this.#ok('tls', this.#way)
    this.#judgeCertificate()
    return true
  }

  #greeted(heard: Heard): boolean {
    if (heard.kind === 'reply') {
      const { code, lines } = heard
      const text = `${code} ${lines.join(' ')}`
      if (code === 220) return this.#ok('greeting', text)
      return this.#stop('greeting', text, obstacles.turnedAway(this.#place, code, lines.join(' ')))
    }
    if (heard.kind === 'other') {
      const who = strangerOf(heard.text)
      return this.#stop(
        'greeting',
        obstacles.quoted(heard.text),
        obstacles.otherProtocol(this.#place, who, heard.text),
      )
    }
    if (heard.kind === 'incomplete') return this.#incomplete('greeting', heard)
    return heard.kind === 'closed'
      ? this.#stop('greeting', 'closed without a word', obstacles.closed(this.#place, 'without a word'))
      : this.#stop(
          'greeting',
          `nothing within ${this.#settings.limits.answerMs / 1000} s`,
          obstacles.silent(this.#place, this.#settings.limits.answerMs / 1000),
        )
  }

  async #talk(): Promise<void> {
    let capabilities = await this.#ehlo()
    if (capabilities === null) return
    if (this.#tls === null) {
      if (capabilities.some((line) => /^STARTTLS\b/i.test(line))) {
        if (!(await this.#startTls())) return
        capabilities = await this.#ehlo()
        if (capabilities === null) return
      } else this.#withoutTls(capabilities)
    }
    await this.#tryLogin(mechanismsOf(capabilities))
  }

  async #ehlo(): Promise<readonly string[] | null> {
    const { localAddress = '127.0.0.1', localFamily } = this.#wire.socket
    // An address literal (RFC 5321 §4.1.3): a name would have to be one that is known to the server.
    const heard = await this.#ask(
      `EHLO [${localFamily === 'IPv6' ? 'IPv6:' : ''}${localAddress.replace('::ffff:', '')}]`,
    )
    if (heard === null) return null
    if (heard.code === 250) {
      if (this.#tls === null) this.#ok('ehlo', `offers ${heard.lines.slice(1).join(', ') || 'nothing'}`)
      return heard.lines.slice(1)
    }
    const text = heard.lines.join(' ')
    this.#stop('ehlo', `${heard.code} ${text}`, obstacles.ehloRefused(this.#place, heard.code, text))
    return null
  }

  async #startTls(): Promise<boolean> {
    const heard = await this.#ask('STARTTLS')
    if (heard === null) return false
    if (heard.code !== 220) {
      const text = heard.lines.join(' ')
      return this.#stop(
        'tls',
        `${heard.code} ${text}`,
        obstacles.starttlsRefused(this.#place, heard.code, text),
      )
    }
    const reason = await this.#handshake()
    if (reason !== null) return this.#stop('tls', reason, obstacles.tlsFailed(this.#place, reason))
    this.#way = `STARTTLS, ${this.#tls!.getProtocol()}`
    this.#ok('tls', this.#way)
    this.#judgeCertificate()
    return true
  }

  /** The reason why it failed; null: the wire is encrypted from now on. */
  async #handshake(): Promise<string | null> {
    const { host, ca, limits } = this.#settings
    const secured = await secure(this.#wire.release(), host, ca, limits.answerMs)
    if ('reason' in secured) return secured.reason
    this.#tls = secured.socket
    this.#wire = new Wire(secured.socket)
    return null
  }

  #withoutTls(capabilities: readonly string[]): void {
    const { port, login, isLoopback } = this.#settings
    this.#way = 'unencrypted'
    if (capabilities.some((line) => /^X{7,}/.test(line)))
      this.#stop('tls', 'STARTTLS is overwritten with X’s', obstacles.starttlsMasked(this.#place))
    // Mail servers among themselves may do without; so may a test server on this machine.
    else if (login === null && (port === 25 || isLoopback))
      this.#note('tls', 'not offered: everything is unencrypted')
    else this.#stop('tls', 'STARTTLS is not offered', obstacles.noStarttls(this.#place))
  }

  #judgeCertificate(): void {
    const { host, stores } = this.#settings
    const facts = certificateFacts(this.#tls!, host, stores)
    const obstacle = obstacles.ofCertificate(facts, host, this.#place)
    if (obstacle === null) this.#ok('certificate', trustedWords(facts))
    else this.#stop('certificate', obstacle.sentence.replace(/^The certificate of \S+ /, ''), obstacle)
  }

  async #tryLogin(mechanisms: readonly string[]): Promise<void> {
    const { login, limits } = this.#settings
    const offered = mechanisms.length === 0 ? 'not offered' : `offered: ${mechanisms.join(', ')}`
    if (login === null)
      return this.#note('login', mechanisms.length === 0 ? offered : `${offered}; not tried without --user`)
    if (this.#obstacle !== null || this.#tls === null)
      return this.#note('login', 'not tried: the password would not be safe')
    const answer = await logIn(this.#wire, mechanisms, login, limits.answerMs)
    if (answer === null) this.#stop('login', offered, obstacles.noLoginOffered(this.#place, mechanisms))
    else if (answer.kind !== 'reply') this.#unanswered('login', answer)
    else {
      const text = `${answer.code} ${answer.lines.join(' ')}`
      if (answer.code === 235) this.#ok('login', text)
      else
        this.#stop('login', text, obstacles.loginRejected(this.#place, answer.code, answer.lines.join(' ')))
    }
  }

  /** Sends a line, and the reply to it; null: there was none, which is the obstacle. */
  async #ask(line: string): Promise<HeardReply | null> {
    this.#wire.say(line)
    const heard = await this.#wire.reply(this.#settings.limits.answerMs)
    if (heard.kind === 'reply') return heard
    this.#unanswered(line.startsWith('EHLO') ? 'ehlo' : 'tls', heard)
    return null
  }

  #unanswered(name: Step['name'], heard: Exclude<Heard, HeardReply>): void {
    const after = { ehlo: 'after EHLO', tls: 'after STARTTLS', login: 'during the login' }[name as 'ehlo']
    if (heard.kind === 'other')
      this.#stop(
        name,
        obstacles.quoted(heard.text),
        obstacles.otherProtocol(this.#place, strangerOf(heard.text), heard.text),
      )
    else if (heard.kind === 'closed')
      this.#stop(name, 'closed the connection', obstacles.closed(this.#place, after))
    else if (heard.kind === 'incomplete') this.#incomplete(name, heard)
    else {
      const seconds = this.#settings.limits.answerMs / 1000
      this.#stop(name, `no answer within ${seconds} s`, obstacles.unanswered(this.#place, after, seconds))
    }
  }

  #incomplete(name: Step['name'], { text, why }: Extract<Heard, { kind: 'incomplete' }>): false {
    const reason = {
      slow: `is not complete within ${this.#settings.limits.answerMs / 1000} s`,
      closed: 'is cut off by the end of the connection',
      'too-long': 'is longer than 16 KiB',
    }[why]
    return this.#stop(
      name,
      `the reply ${reason}`,
      obstacles.incomplete(this.#place, name === 'greeting' ? 'greeting' : 'reply', reason, text),
    )
  }

  #ok(name: Step['name'], says: string): true {
    this.#steps.push({ name, port: this.#settings.port, state: 'ok', says })
    return true
  }

  #note(name: Step['name'], says: string): void {
    this.#steps.push({ name, port: this.#settings.port, state: 'note', says })
  }

  /** The first one stands: what follows from it is no cause. */
  #stop(name: Step['name'], says: string, obstacle: Obstacle): false {
    const { port, isOver, limits } = this.#settings
    const seconds = limits.portMs / 1000
    const what = isOver() ? `no answer within ${seconds} s` : says
    this.#steps.push({ name, port, state: 'fault', says: what })
    this.#obstacle ??= isOver() ? obstacles.outOfTime(this.#place, name, seconds) : obstacle
    return false
  }
}

function trustedWords(facts: CertificateFacts): string {
  if (facts.kind !== 'trusted') return ''
  const { kind, file } = facts.by
  const by = `signed by ${facts.issuer}`
  if (kind === 'fourport') return `${by}, Fourport’s own CA: the app must trust it (fourport ca)`
  if (kind === 'system') return `${by}, which this system trusts (${file}), and Node by itself does not`
  return `${by}, which is trusted${file === null ? '' : ' by NODE_EXTRA_CA_CERTS'}`
}
