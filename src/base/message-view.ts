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

/**
 * A message as tests see it, wherever its facts and its content come from.
 * @param names - of the facts that are shown, in their order
 */
export function messageView<Facts extends object, Name extends keyof Facts, Parsed>(
  facts: Facts,
  names: readonly Name[],
  content: Content<Parsed>,
): Pick<Facts, Name> & Content<Parsed> {
  const shown = Object.fromEntries(names.map((name) => [name, facts[name]]))
  return new Message(shown, content) as Message<Parsed> & Pick<Facts, Name>
}
