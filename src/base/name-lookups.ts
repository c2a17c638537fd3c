import { lookup as systemLookup, Resolver } from 'node:dns/promises'

/** What tells where names of machines lead. */
export interface NameLookups {
  /** As most programs look up a name: the file of hosts, then DNS. */
  readonly lookup: (name: string) => Promise<readonly string[]>
  /** As some libraries do first: DNS alone. Empty where that knows no such name. */
  readonly ask: (name: string) => Promise<readonly string[]>
}

/** How long DNS may take; the caller waits less, so that no answer in time is not taken for none. */
const answerMs = 5000

export const systemLookups: NameLookups = {
  lookup: async (name) => (await systemLookup(name, { all: true })).map(({ address }) => address),
  async ask(name) {
    const resolver = new Resolver({ timeout: answerMs, tries: 1 })
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  },
}
