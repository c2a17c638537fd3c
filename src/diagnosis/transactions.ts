import type { Exchange } from './dialogue.ts'
import type { Facts } from './facts.ts'
import { refused } from './queries.ts'

/** Transactions (RFC 5321 §3.3): a MAIL, its recipients, and perhaps the message. */

/** Whether a MAIL or RCPT that was refused cost nothing: its message was sent without it, or it was taken in a further try. */
export function sentAllTheSame(bad: Exchange, facts: Facts): boolean {
  return indexOf(facts).sent.has(mailOf(bad, facts)) || isTakenLater(bad, facts)
}

/** Whether the same address was taken in a further try, be it with other parameters; of a MAIL without one, whether any was. */
export function isTakenLater({ command }: Exchange, facts: Facts): boolean {
  const last = indexOf(facts).lastTaken.get(keyOf(command.verb, addressIn(command.line)))
  return last !== undefined && last > command.n
}

/** Whether a fault set on purpose is what this command met. */
export function metFault(exchange: Exchange, facts: Facts): boolean {
  return indexOf(facts).metFault.has(exchange)
}

/** The MAIL before a command, or the command itself. */
export function mailOf(exchange: Exchange, facts: Facts): Exchange | null {
  return indexOf(facts).mailOf.get(exchange) ?? null
}

/** What would be searched for anew for every command. */
interface TransactionIndex {
  readonly mailOf: ReadonlyMap<Exchange, Exchange | null>
  /** Each MAIL whose message was captured; null: a message was, without a MAIL. */
  readonly sent: ReadonlySet<Exchange | null>
  /** The number of the last command that was taken, by verb and address. */
  readonly lastTaken: ReadonlyMap<string, number>
  readonly metFault: ReadonlySet<Exchange>
}

/** Most sessions have nothing refused, and need none. */
const indexes = new WeakMap<Facts, TransactionIndex>()

function indexOf(facts: Facts): TransactionIndex {
  const known = indexes.get(facts)
  if (known !== undefined) return known
  const index = makeIndex(facts)
  indexes.set(facts, index)
  return index
}

function makeIndex(facts: Facts): TransactionIndex {
  const { exchanges, contents } = facts
  const mailOf = new Map<Exchange, Exchange | null>()
  const lastTaken = new Map<string, number>()
  let mail: Exchange | null = null
  for (const exchange of exchanges) {
    const { verb, line, n } = exchange.command
    if (verb === 'MAIL') mail = exchange
    mailOf.set(exchange, mail)
    if ((verb !== 'MAIL' && verb !== 'RCPT') || refused(exchange)) continue
    const address = addressIn(line)
    // A RCPT without an address is like no other.
    if (address !== null) lastTaken.set(keyOf(verb, address), n)
    if (verb === 'MAIL') lastTaken.set(keyOf(verb, null), n)
  }
  const captured = contents.filter(({ messageAt }) => messageAt !== null)
  const sent = new Set(captured.map((content) => content.mail))
  return { mailOf, lastTaken, sent, metFault: faulted(facts) }
}

/** Those between whose command and answer a fault fired that changed the answer. Both lists are in the order of the record. */
function faulted({ exchanges, faults }: Facts): ReadonlySet<Exchange> {
  const fired = faults.filter(({ code, cut }) => code !== null || cut !== null)
  const met = new Set<Exchange>()
  let next = 0
  for (const exchange of exchanges) {
    while (next < fired.length && fired[next]!.n <= exchange.command.n) next++
    if ((fired[next]?.n ?? Infinity) < (exchange.last?.n ?? Infinity)) met.add(exchange)
  }
  return met
}

function keyOf(verb: string, address: string | null): string {
  return `${verb} ${address ?? ''}`
}

function addressIn(line: string): string | null {
  return /(?<![^\s<>:])[^\s<>:]+@[^\s<>]+/.exec(line)?.[0] ?? null
}
