import { FourportError } from '../base/errors.ts'
import { shown } from '../base/fields.ts'
import type { Field } from '../base/kinds/compounds.ts'
import { didYouMean } from '../base/suggest.ts'
import { faultPoints } from '../model/fault.ts'
import { faultKinds } from './fault-kinds.ts'

/** A word of the text, and the field that it sets. */
interface Word {
  readonly path: readonly string[]
  readonly field: Field
}

/** `delay` for `delayMs`: its value has a unit of its own. */
const spelled = (name: string): string => name.replace(/Ms$/, '')

const words: ReadonlyMap<string, Word> = new Map(
  Object.entries(faultKinds).flatMap(([name, field]): (readonly [string, Word])[] => {
    if (name === 'at') return []
    if (field.fields === undefined) return [[spelled(name), { path: [name], field }]]
    return Object.entries(field.fields).map(([inner, innerField]) => [
      // What is said is what most faults are about: its words stand alone.
      name === 'reply' ? inner : `${name}.${spelled(inner)}`,
      { path: [name, inner], field: innerField },
    ])
  }),
)

/** The words of a fault in text, after its point. */
const faultWords: readonly string[] = [...words.keys()]

/** `name`, `name=value` or `name="a value"`; a text in quotes has the escapes of JSON. */
const token = /\s*([^\s="]+)(?:=("(?:[^"\\]|\\.)*"|[^\s"]*))?(?=\s|$)/y

/**
 * A fault written as text: `RCPT to=*@busy.test code=451 times=2`. What belongs together is for `checkFault` to say.
 *
 * @throws FourportError OPTION_INVALID
 */
export function faultFromText(text: string): Record<string, unknown> {
  const [[point, pointValue] = [''], ...rest] = tokensOf(text.trim())
  const { at: points } = faultKinds
  const at = points.read(point)
  if (pointValue !== undefined || !at.ok) {
    // `rctp:code=451`: what is wrong after the word says nothing of which word was meant.
    const word = /^[A-Za-z]*/.exec(point)![0]
    const hint = didYouMean(word.toUpperCase(), faultPoints)
    throw invalid(`it begins with ${shown(point)}; expected ${points.expected}.${hint}`)
  }
  const fault: Record<string, unknown> = { at: at.value }
  for (const [name, value] of rest) put(fault, name, value)
  return fault
}

type Token = readonly [name: string, value: string | undefined]

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const from = token.lastIndex
    const match = token.exec(text)
    if (match === null) {
      throw invalid(
        `${shown(text.slice(from).trim())} cannot be read; expected words such as to=*@b.test, with quotes around what has spaces.`,
      )
    }
    tokens.push([match[1] as string, match[2]])
  }
  return tokens
}

function put(fault: Record<string, unknown>, name: string, value: string | undefined): void {
  const word = words.get(name)
  if (word === undefined) {
    // Who knows the fields writes them.
    const inner = name.replace(/^reply\./, '').replace(/Ms$/, '')
    const hint = words.has(inner) ? ` Did you mean ${inner}?` : didYouMean(name, faultWords)
    throw invalid(`there is no ${shown(name)}; there are ${faultWords.join(', ')}.${hint}`)
  }
  const { path, field } = word
  const read = valueOf(name, value, field)
  const owner = path.length === 1 ? fault : ((fault[path[0] as string] ??= {}) as Record<string, unknown>)
  const last = path.at(-1) as string
  const before = owner[last]
  if (before === undefined) owner[last] = read
  else if (field.many === true) owner[last] = [before, read].flat()
  else throw invalid(`${name} is given twice.`)
}

/** The value of a word; a switch is said by being there. */
function valueOf(name: string, text: string | undefined, kind: Field): unknown {
  if (text === undefined && kind.metavar !== '') {
    throw invalid(`${name} has no value; expected ${name}=…`)
  }
  const given = text === undefined ? 'true' : plain(text)
  const reading = kind.read(given)
  if (reading.ok) return reading.value
  throw invalid(`${name} is ${shown(given)}; expected ${reading.expected}.`)
}

/** A text without its quotes, if it has any. */
function plain(text: string): string {
  if (!text.startsWith('"')) return text
  try {
    return JSON.parse(text) as string
  } catch (cause) {
    throw new FourportError('OPTION_INVALID', `fault: ${shown(text)} cannot be read.`, {
      cause,
      help: 'After a backslash comes one of the escapes of JSON: \\", \\\\, \\r, \\n, \\t.',
    })
  }
}

function invalid(what: string): FourportError {
  return new FourportError('OPTION_INVALID', `fault: ${what}`, {
    help: 'docs/command.md, “Faults”, has every word.',
  })
}
