import { printable } from '../printable.ts'

/** HTML that is in order. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = Html | string | number | readonly Html[]

/** HTML of a template: what is put in is text, in an attribute too, unless it is HTML already. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((string, index) => string + written(parts[index] ?? '')).join(''))
}

/** Nothing. */
export const nothing: Html = new Html('')

function written(part: Part): string {
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(({ text }) => text).join('')
  return printable(String(part)).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}
