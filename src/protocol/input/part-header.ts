import { type FieldValue, readField } from '../../base/mime-parameters.ts'

/** The fields of a part that say what it is (RFC 2045, RFC 2183). */
export interface PartHeader {
  /** null: there is none. */
  readonly type: FieldValue | null
  readonly disposition: FieldValue | null
  /** In lower case; '' where there is none. */
  readonly encoding: string
  /** Whether another part, or the text, refers to it. */
  readonly isReferred: boolean
  /** Where its body begins; null: no empty line was found, so that there may be more fields. */
  readonly body: number | null
  /** Where reading stopped. */
  readonly end: number
}

const contentField = /^content-(type|disposition|transfer-encoding|id|location)[ \t]*:/i
/** What is read of a value. */
const maxValueChars = 4_096

/**
 * Reads the header of a part, or of a message. Of a field that comes twice the first counts.
 *
 * @param start - Where it begins in the text, which is byte for byte
 * @param maxChars - No more of it is read
 */
export function readPartHeader(text: string, start: number, maxChars: number): PartHeader {
  const fields = new ContentFields()
  const limit = Math.min(text.length, start + maxChars)
  let at = start
  let body: number | null = null
  while (at < limit && body === null) {
    const lineEnd = text.indexOf('\n', at)
    const next = lineEnd === -1 ? text.length : lineEnd + 1
    if (lineEnd === at || (lineEnd === at + 1 && text[at] === '\r')) body = next
    // A delimiter: the part has no body.
    else if (text.startsWith('--', at)) body = at
    else fields.line(text.slice(at, Math.min(next, at + maxValueChars)))
    at = next
  }
  const { values } = fields
  const type = values.get('type')
  const disposition = values.get('disposition')
  return {
    type: type === undefined ? null : readField(type),
    disposition: disposition === undefined ? null : readField(disposition),
    encoding: (values.get('transfer-encoding') ?? '').toLowerCase(),
    isReferred: values.has('id') || values.has('location'),
    body,
    end: body ?? at,
  }
}

/** Gathers the values of these fields, unfolded. */
class ContentFields {
  readonly values = new Map<string, string>()
  /** Of the field that goes on, where it is one of them. */
  #name: string | undefined

  line(line: string): void {
    if (line[0] === ' ' || line[0] === '\t') {
      const value = this.#name === undefined ? undefined : this.values.get(this.#name)
      if (value !== undefined && value.length < maxValueChars)
        this.values.set(this.#name!, `${value} ${line.trim()}`)
      return
    }
    const [start = '', field = ''] = contentField.exec(line) ?? []
    const name = field.toLowerCase()
    this.#name = name === '' || this.values.has(name) ? undefined : name
    if (this.#name !== undefined) this.values.set(name, line.slice(start.length).trim())
  }
}
