import type { Exchange } from './dialogue.ts'

/** Longest quotation: evidence has to fit into a sentence. */
const maxQuoted = 60

/**
 * Text from a peer, fit for a terminal and a sentence: control characters, which could steer the terminal,
 * become `·`, and what is too long is cut.
 */
export function clean(text: string, max: number = maxQuoted): string {
  let out = ''
  for (const character of text) {
    if (out.length >= max) return `${out}…`
    const code = character.codePointAt(0) ?? 0
    out += code < 32 || (code >= 127 && code < 160) || isBidiControl(code) ? '·' : character
  }
  return out
}

/** Characters that turn the direction of the text around them. */
function isBidiControl(code: number): boolean {
  return (
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    code === 0x200e ||
    code === 0x200f
  )
}

/** A command as it is quoted in a sentence. */
export function quoteCommand(exchange: Exchange): string {
  return `"${clean(exchange.command.line.trimEnd())}"`
}

/** `530 5.7.0`, or `no answer`. */
export function answerOf(exchange: Exchange): string {
  const reply = exchange.last ?? exchange.first
  if (reply === null) return 'no answer'
  return reply.enhanced === null ? String(reply.code) : `${reply.code} ${reply.enhanced}`
}

/** Entry numbers of exchanges: the commands and their answers, in order. */
export function entriesOf(...exchanges: readonly (Exchange | null | undefined)[]): readonly number[] {
  const numbers: number[] = []
  for (const exchange of exchanges) {
    if (!exchange) continue
    numbers.push(exchange.command.n)
    const reply = exchange.last ?? exchange.first
    if (reply !== null) numbers.push(reply.n)
  }
  return [...new Set(numbers)].sort((a, b) => a - b)
}

/** `3 ms`, `2.5 s`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(1))} s`
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
