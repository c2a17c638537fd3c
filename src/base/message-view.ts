/** What is known of a message beside its bytes and its content, in the order in which it is printed. */
const factNames = [
  'id',
  'seq',
  'sizeBytes',
  'receivedAt',
  'envelope',
  'profile',
  'listener',
  'port',
  'sessionId',
  'tls',
  'auth',
  'remote',
  'clientName',
  'faults',
] as const

type FactName = (typeof factNames)[number]

interface Content<Parsed> {
  raw(): Promise<Buffer>
  parse(): Promise<Parsed>
}

/** Facts as fields of its own, so that `JSON.stringify` and `console.log` show them; bytes and content when asked. */
class Message<Parsed> implements Content<Parsed> {
  readonly #content: Content<Parsed>

  constructor(facts: object, content: Content<Parsed>) {
    Object.assign(this, facts)
    this.#content = content
  }

  raw(): Promise<Buffer> {
    return this.#content.raw()
  }

  parse(): Promise<Parsed> {
    return this.#content.parse()
  }
}

/** A message as tests see it, wherever its facts and its content come from. */
export function messageView<Facts extends Readonly<Record<FactName, unknown>>, Parsed>(
  facts: Facts,
  content: Content<Parsed>,
): Pick<Facts, FactName> & Content<Parsed> {
  const shown = Object.fromEntries(factNames.map((name) => [name, facts[name]]))
  return new Message(shown, content) as Message<Parsed> & Pick<Facts, FactName>
}
