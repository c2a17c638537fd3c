import { printable } from './printable.ts'

/** Well-formed XML. */
export type Xml = string & { readonly xml: true }

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader would make spaces of them in an attribute (XML §3.3.3).
  '\n': '&#10;',
  '\t': '&#9;',
}

/** An element; an attribute that is null is left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  content: readonly Xml[],
): Xml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${printable(String(value)).replace(/[&<>"\n\t]/g, escaped)}"`)
  const open = `<${name}${written.join('')}`
  if (content.length === 0) return `${open}/>` as Xml
  const lines = content.some((part) => part.startsWith('<'))
    ? ['\n', ...content.map((part) => `${part}\n`)]
    : content
  return `${open}>${lines.join('')}</${name}>` as Xml
}

/** Text, without sections of CDATA: there is nothing then that `]]>` could end. */
export function text(value: string): Xml {
  return printable(value).replace(/[&<>]/g, escaped) as Xml
}

function escaped(character: string): string {
  return entities[character] ?? character
}
