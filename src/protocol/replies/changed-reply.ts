import type { FaultEhlo } from '../../model/fault.ts'
import type { Reply } from './reply.ts'

/** What a fault makes of the success of a command that it lets run. */
export interface Change {
  /** What is said in its place; null: what the command has to say. */
  readonly reply: Reply | null
  readonly injected: string | null
  readonly ehlo: FaultEhlo | null
}

/** Whether the command has not come to its end with this reply: AUTH asks first (RFC 4954 §4). */
export function isEarlyFor({ code }: Reply, { reply }: Change): boolean {
  return code >= 300 && code < 400 && reply !== null && reply.code < 300
}

/** The reply that goes out. */
export function changedReply(own: Reply, { reply, ehlo }: Change): Reply {
  const said = reply ?? own
  return ehlo === null ? said : { ...said, text: changedList(said.text, ehlo) }
}

/** The first line greets, each of the others is a keyword with what it takes (RFC 5321 §4.1.1.1). */
function changedList(text: Reply['text'], { drop = [], add = [], lowerCase }: FaultEhlo): readonly string[] {
  const [greeting = '', ...lines] = typeof text === 'string' ? [text] : text
  const dropped = new Set(drop.map((keyword) => keyword.toUpperCase()))
  const left = [...lines.filter((line) => !dropped.has(keywordOf(line).toUpperCase())), ...add]
  const shown = lowerCase ? left.map((line) => lowered(line, keywordOf(line))) : left
  return [greeting, ...shown]
}

/** Keywords that are dropped and not offered in other words. */
export function withheldBy({ drop = [], add = [] }: FaultEhlo): ReadonlySet<string> {
  const offered = new Set(add.map((line) => keywordOf(line).toUpperCase()))
  return new Set(drop.map((keyword) => keyword.toUpperCase()).filter((keyword) => !offered.has(keyword)))
}

function keywordOf(line: string): string {
  return /^[^ =]*/.exec(line)?.[0] ?? ''
}

function lowered(line: string, keyword: string): string {
  return keyword.toLowerCase() + line.slice(keyword.length)
}
