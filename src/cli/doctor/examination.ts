/** What `fourport doctor` is asked to look at. */
export interface Target {
  /** A name or an address, without brackets. */
  readonly host: string
  /** In the order in which they are reported. */
  readonly ports: readonly TargetPort[]
}

export interface TargetPort {
  readonly port: number
  /** Where it listens, if not at the host of the target. */
  readonly host?: string
  /** What the user or the number says; null: what answers decides. */
  readonly tls: 'implicit' | null
  /** Where a server listens instead that may not use the number. */
  readonly fallback?: number
}

/** A login that is tried where the connection is encrypted. */
export interface Login {
  readonly user: string
  readonly password: string
}

/** How long each kind of step may take. */
export interface Limits {
  readonly lookupMs: number
  readonly connectMs: number
  /** For one answer, or one handshake. */
  readonly answerMs: number
  /** For all that is done at one port. */
  readonly portMs: number
}

/** One thing that was tried. */
export interface Step {
  readonly name: 'name' | 'address' | 'greeting' | 'ehlo' | 'tls' | 'certificate' | 'login'
  /** null: it concerns the host. */
  readonly port: number | null
  /** `note`: neither good nor bad. */
  readonly state: 'ok' | 'note' | 'fault'
  readonly says: string
}

/** What stands between this machine and a login at one port. */
export interface Obstacle {
  readonly id: ObstacleId
  /** One sentence: what is wrong. */
  readonly sentence: string
  /** What to do about it. */
  readonly fix: string
  /** Full path and anchor of the page about it, in the package. */
  readonly docs: string
}

/** From the nearest to the farthest: the farther one comes, the less stands between. */
export const obstacleIds = [
  'unknown-name',
  'unreachable',
  'no-answer',
  'refused',
  'silent',
  'closed',
  'other-protocol',
  'turned-away',
  'ehlo-refused',
  'tls-failed',
  'starttls-refused',
  'starttls-masked',
  'no-starttls',
  'certificate-expired',
  'unknown-issuer',
  'other-name',
  'no-login-offered',
  'login-rejected',
] as const

export type ObstacleId = (typeof obstacleIds)[number]

export interface PortResult {
  readonly host: string
  readonly port: number
  readonly steps: readonly Step[]
  readonly obstacle: Obstacle | null
  /** How it is used, in a few words: `STARTTLS, TLSv1.3`; null: it was not reached. */
  readonly way: string | null
}

/** All that was found. */
export interface Examination {
  readonly host: string
  readonly ok: boolean
  readonly sentence: string
  /** null: there is nothing to do. */
  readonly fix: string | null
  readonly docs: string | null
  readonly steps: readonly Step[]
}
