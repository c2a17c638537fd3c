import { inOneLine, printable } from './printable.ts'

/** What can mean something somewhere in a line of GitHub's Markdown, HTML among it. */
const meaning = /[\\`*_{}[\]<>#+!|~&$^]|:(?=\S)|(?<=\bwww)\./gi

/** What makes a list or a heading of a line that starts with it. */
const starts = /^[-=]/

/** A name or a number after it would be told that it was mentioned, or be linked; a joiner that nobody sees prevents that. */
const mention = /@(?=\S)|#(?=\w)/g

/**
 * Text in one line that is nothing but text: what could be syntax is written as entities, which never are (CommonMark
 * §2.5), and divide no cells of a table.
 */
export function text(value: string): string {
  return inOneLine(value)
    .replace(mention, '$&\u2060')
    .replace(meaning, entity)
    .replace(starts, entity)
    .replace(/^(\d+)([.)])/, (_, digits: string, point: string) => digits + entity(point))
}

/** The same as code, in which nothing is linked and nobody mentioned; nothing at all of what is empty. Not for a table. */
export function code(value: string): string {
  const line = inOneLine(value)
  const ticks = fence(line, 1)
  const pad = /^`|`$/.test(line) ? ' ' : ''
  return line === '' ? '' : `${ticks}${pad}${line}${pad}${ticks}`
}

/** The same in a table, where what divides cells does so in code too. */
export function cellCode(value: string): string {
  const line = text(value)
  return line === '' ? '' : `<code>${line}</code>`
}

/** A block of code in lines of its own, whatever is in it. */
export function codeBlock(value: string, language: string): string {
  const lines = printable(value)
  const ticks = fence(lines, 3)
  return [`${ticks}${/^[\w+-]+$/.test(language) ? language : ''}`, lines, ticks].join('\n')
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`
}

/** More backquotes in a row than there are anywhere in the text. */
function fence(value: string, atLeast: number): string {
  let length = atLeast
  for (const [ticks] of value.matchAll(/`+/g)) length = Math.max(length, ticks.length + 1)
  return '`'.repeat(length)
}
