import type { Exchange } from './dialogue.ts'
import type { Facts } from './facts.ts'
import { clean } from './quote.ts'

/** Questions that several rules ask of the facts. */

export function isHello(exchange: Exchange): boolean {
  return (
    exchange.command.verb === 'EHLO' || exchange.command.verb === 'HELO' || exchange.command.verb === 'LHLO'
  )
}

export function codeOf(exchange: Exchange): number {
  return (exchange.last ?? exchange.first)?.code ?? 0
}

export function refused(exchange: Exchange): boolean {
  return codeOf(exchange) >= 400
}

/** Whether a message was captured after this entry: then what went wrong before it did not stop the client. */
export function deliveredAfter(facts: Facts, n: number): boolean {
  return facts.contents.some((content) => content.messageAt !== null && content.messageAt > n)
}

/** The last EHLO of a group of commands. */
export function lastEhlo(exchanges: readonly Exchange[]): Exchange | null {
  return exchanges.findLast((exchange) => exchange.command.verb === 'EHLO') ?? null
}

/** Whether an answer to EHLO offered this extension. */
export function offers(ehlo: Exchange | null, extension: string): boolean {
  const { length } = extension
  return (
    ehlo?.last?.text.some(
      (line) =>
        (line.length === length || line[length] === ' ') && line.slice(0, length).toUpperCase() === extension,
    ) ?? false
  )
}

/** As long as a line of a record is kept: a list that is cut would say that the rest was not offered. */
const longestList = 512

/** The mechanisms an answer to EHLO offered, as it named them (RFC 4954 §3); null: no AUTH. */
export function mechanismsOf(ehlo: Exchange | null): string | null {
  const line = ehlo?.last?.text.find((one) => /^auth /i.test(one))
  return line === undefined ? null : clean(line.slice('AUTH '.length), longestList)
}

/** Whether the client ended it: it closed, or said QUIT and was then closed upon. */
export function clientLeft(facts: Facts): boolean {
  const close = facts.record.close
  if (close === null) return false
  return close.by === 'client' || facts.exchanges.at(-1)?.command.verb === 'QUIT'
}

/** Whether we broke off, or refused on purpose, so that what the client did not do proves nothing. */
export function serverBrokeOff(facts: Facts): boolean {
  if (facts.onPurposeFrom < Infinity) return true
  return facts.acts.some(({ what }) => what !== 'hint' && what !== 'greeting-held')
}

/** Whether the port starts in clear: everything but implicit TLS. */
export function startsInClear(facts: Facts): boolean {
  return facts.record.port.tls !== 'implicit'
}

/** The first STARTTLS that was answered with 220. */
export function acceptedStarttls(facts: Facts): Exchange | null {
  return (
    facts.clear.find((exchange) => exchange.command.verb === 'STARTTLS' && codeOf(exchange) === 220) ?? null
  )
}
