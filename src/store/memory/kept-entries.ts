import { isAlike, LatestUnlike, textBefore } from '../../model/alike-sessions.ts'
import type { ClientHelloObserved, Observation, ReplyObserved } from '../../model/observation.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { ClientHello } from '../../model/tls-facts.ts'

/** The entries of a session in few objects, or the collector would walk through a million of them each time it comes by. */
export interface KeptEntries {
  /** How long their JSON is. */
  readonly characters: number
  /** @param clientHello - That of the record */
  read(clientHello: ClientHello | null): readonly Observation[]
}

/** Models are kept whole for as long as a session like them is: few, and none that is long. */
const mostModels = 8
const longestModel = 60

interface Model {
  readonly record: SessionRecord
  readonly characters: number
}

/**
 * Keeps the entries of each session: where it is like one of the last few, what is its own beside that one, else as JSON. A
 * program sends the same mail again and again, and writing JSON was an eighth of what its session costs.
 */
export class EntryKeeper {
  readonly #models = new LatestUnlike<Model>(mostModels)

  keep(record: SessionRecord): KeptEntries {
    const model = this.#models.find((one) => isAlike(one.record, record))
    if (model !== undefined) return new LikeAnother(model, record.entries)
    const written = new Written(record)
    if (record.entries.length <= longestModel) this.#models.add({ record, characters: written.characters })
    return written
  }
}

/** What a session has to itself: of each entry its time; of content, a message and its answer more. */
class LikeAnother implements KeptEntries {
  readonly #model: Model
  readonly #times: readonly number[]
  readonly #own: readonly (number | string | null)[]

  constructor(model: Model, entries: readonly Observation[]) {
    const times: number[] = []
    const own: (number | string | null)[] = []
    for (const entry of entries) {
      times.push(entry.atMs)
      if (entry.kind === 'data') own.push(entry.sizeBytes)
      else if (entry.kind === 'message') own.push(entry.id, entry.sizeBytes, entry.header.messageId)
    }
    this.#model = model
    this.#times = times
    this.#own = own
  }

  get characters(): number {
    return this.#model.characters
  }

  read(): readonly Observation[] {
    const { entries } = this.#model.record
    const own = this.#own.values()
    let message: { readonly id: string; readonly modelId: string } | null = null
    return entries.map((entry, index) => {
      const atMs = this.#times[index] as number
      const answered = message
      message = null
      if (entry.kind === 'data') return { ...entry, atMs, sizeBytes: own.next().value as number }
      if (entry.kind === 'reply' && answered !== null) return { ...withId(entry, answered), atMs }
      if (entry.kind !== 'message') return { ...entry, atMs }
      const [id, sizeBytes, messageId] = [own.next().value, own.next().value, own.next().value]
      message = { id: id as string, modelId: entry.id }
      const header = { ...entry.header, messageId: messageId as string | null }
      return { ...entry, atMs, id: id as string, sizeBytes: sizeBytes as number, header }
    })
  }
}

function withId(answer: ReplyObserved, { id, modelId }: { id: string; modelId: string }): ReplyObserved {
  const before = textBefore(modelId, answer)
  return before === null ? answer : { ...answer, text: [before + id] }
}

/** An entry in whose place the text has the ClientHello of the record. */
type WithoutHello = Observation | (Omit<ClientHelloObserved, 'hello'> & { readonly hello: null })

/** One text where there are a hundred objects. The ClientHello of the record is not in it again. */
class Written implements KeptEntries {
  readonly #text: string

  constructor(record: SessionRecord) {
    this.#text = textOf(record)
  }

  get characters(): number {
    return this.#text.length
  }

  read(clientHello: ClientHello | null): readonly Observation[] {
    const entries = JSON.parse(this.#text) as WithoutHello[]
    return entries.map((entry) => {
      if (entry.kind !== 'client-hello' || entry.hello !== null) return entry
      return { ...entry, hello: clientHello as ClientHello }
    })
  }
}

function textOf({ entries, clientHello }: SessionRecord): string {
  const at = clientHello === null ? -1 : entries.findIndex((entry) => saysIt(entry, clientHello))
  const entry = entries[at]
  if (entry?.kind !== 'client-hello') return JSON.stringify(entries)
  const written: WithoutHello[] = entries.slice()
  written[at] = { ...entry, hello: null }
  return JSON.stringify(written)
}

function saysIt(entry: Observation, hello: ClientHello): boolean {
  return entry.kind === 'client-hello' && entry.hello === hello
}
