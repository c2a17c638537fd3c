import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

/** What a client would do wrong, or otherwise than most. */
export interface ScramHabits {
  /** GS2 header; default `n,,`. */
  readonly header?: string
  /** Header in client-final, default the same. */
  readonly boundHeader?: string
  /** After the nonce of client-first. */
  readonly extension?: string
  /** What is bound to, after the header in client-final. */
  readonly binding?: Buffer
  /** What is said in base64 of header and binding in client-final. */
  readonly spelling?: (right: string) => string
  readonly nonce?: (theirs: string) => string
  readonly proof?: (right: Buffer) => string
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const b64 = (data: string | Buffer): string => Buffer.from(data).toString('base64')

/** The client's side of SCRAM-SHA-256 and its -PLUS (RFC 5802 §5), by the letter, for tests that look at every message. */
export class ScramClient {
  readonly nonce: string = randomBytes(12).toString('hex')
  readonly #password: string
  readonly #habits: ScramHabits
  readonly #bare: string
  /** What the server has to prove itself with; '' before there is a proof. */
  serverSignature = ''
  /** What was sent as proof, in base64. */
  proof = ''

  constructor(user: string, password: string, habits: ScramHabits = {}) {
    const name = user.replaceAll('=', '=3D').replaceAll(',', '=2C')
    this.#password = password
    this.#habits = habits
    this.#bare = `n=${name},r=${this.nonce}${habits.extension ?? ''}`
  }

  /** client-first-message, in base64. */
  get first(): string {
    return b64(this.#header + this.#bare)
  }

  /** client-final-message, in base64, for the line of a 334. */
  final(line: string): string {
    const serverFirst = Buffer.from(line.trim().slice('334 '.length), 'base64').toString()
    const [, nonce = '', salt = '', count = ''] = /^r=([^,]+),s=([^,]+),i=(\d+)$/.exec(serverFirst) ?? []
    if (!nonce.startsWith(this.nonce)) throw new Error(`not our nonce: ${serverFirst}`)
    const salted = pbkdf2Sync(this.#password, Buffer.from(salt, 'base64'), Number(count), 32, 'sha256')
    const clientKey = hmac(salted, 'Client Key')
    const sent = this.#habits.nonce?.(nonce) ?? nonce
    const { boundHeader = this.#header, binding = Buffer.alloc(0), spelling } = this.#habits
    const bound = b64(Buffer.concat([Buffer.from(boundHeader), binding]))
    const withoutProof = `c=${spelling?.(bound) ?? bound},r=${sent}`
    const message = `${this.#bare},${serverFirst},${withoutProof}`
    const signature = hmac(createHash('sha256').update(clientKey).digest(), message)
    const right = Buffer.from(clientKey.map((octet, at) => octet ^ signature[at]!))
    this.serverSignature = hmac(hmac(salted, 'Server Key'), message).toString('base64')
    this.proof = this.#habits.proof?.(right) ?? b64(right)
    return b64(`${withoutProof},p=${this.proof}`)
  }

  get #header(): string {
    return this.#habits.header ?? 'n,,'
  }
}
