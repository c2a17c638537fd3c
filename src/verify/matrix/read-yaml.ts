import { LineCounter, parseDocument } from 'yaml'
import { FourportError, messageOf } from '../../base/errors.ts'
import { YamlPlaces } from './yaml-places.ts'

/** A file as values, and where they stand in it. */
export interface ReadYaml {
  readonly value: unknown
  readonly places: YamlPlaces
}

/**
 * Reads YAML 1.2, and so JSON. Of a text with aliases that name aliases nothing grows.
 * @throws FourportError MATRIX_UNREADABLE, with the line
 */
export function readYaml(text: string, file: string): ReadYaml {
  const lines = new LineCounter()
  let places: YamlPlaces | null = null
  try {
    const document = parseDocument(text.replace(/^\uFEFF/, ''), {
      lineCounter: lines,
      merge: true,
      prettyErrors: false,
    })
    places = new YamlPlaces(document, lines)
    // A tag that it does not know is a warning there, and would be read as a text.
    const [wrong] = [...document.errors, ...document.warnings]
    if (wrong !== undefined) throw unreadable(file, places.at(wrong.pos[0]), wrong.message)
    return { value: document.toJS({ maxAliasCount: 1000 }) as unknown, places }
  } catch (error) {
    if (error instanceof FourportError) throw error
    // Brackets in brackets, a thousand deep, or aliases of aliases.
    throw unreadable(file, '1:1', messageOf(error), error)
  }
}

function unreadable(file: string, place: string, what: string, cause?: unknown): FourportError {
  const [first = ''] = what.split('\n')
  return new FourportError(
    'MATRIX_UNREADABLE',
    `${file}:${place}: it cannot be read as YAML or JSON: ${first.replace(/[.:]?$/, '')}.`,
    {
      cause,
      help: 'Text with braces, a colon or a # needs quotes, as in MAIL_PORT: "{port}". docs/verify-matrix.md has an example of the file.',
    },
  )
}
