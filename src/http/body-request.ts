/** A request whose body has been read: it is handed on as it is, where Fetch's own would copy it at each step. */
export class BodyRequest extends Request {
  readonly #body: Buffer

  constructor(url: string, init: RequestInit, body: Buffer) {
    super(url, init)
    this.#body = body
  }

  override readonly text: Request['text'] = async () => this.#body.toString()

  override readonly json: Request['json'] = async () => JSON.parse(this.#body.toString()) as unknown

  override readonly arrayBuffer: Request['arrayBuffer'] = async () => new Uint8Array(this.#body).buffer

  /** The body itself. */
  raw(): Buffer {
    return this.#body
  }
}
