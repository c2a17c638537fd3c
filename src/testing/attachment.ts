import { types } from 'node:util'
import type { ParsedAttachment } from '../model/parsed-message.ts'
import type { TextMatch } from '../model/query.ts'
import { wholeText } from '../base/text-test.ts'
import { shown, type FieldKind } from '../base/fields.ts'
import { expectKind, name, notEmpty, readFields } from './expectation.ts'
import type { AttachmentExpectation } from './matcher-types.ts'

const kinds: Readonly<Record<keyof AttachmentExpectation, FieldKind>> = {
  filename: notEmpty,
  contentType: notEmpty,
  contentId: name,
  sizeBytes: {
    fits: (value) => Number.isInteger(value) && (value as number) >= 0,
    expected: 'a whole number of bytes',
  },
  content: {
    fits: (value) => typeof value === 'string' || types.isUint8Array(value),
    expected: 'a string or a Uint8Array',
  },
}
const example = `a file name, or fields such as { filename: 'a.pdf' }`

/** A string or RegExp alone is the file name. @throws FourportError OPTION_UNKNOWN, OPTION_INVALID */
export function readAttachment(expectation: TextMatch | AttachmentExpectation): AttachmentExpectation {
  if (typeof expectation !== 'string' && !types.isRegExp(expectation))
    return readFields('toHaveAttachment', expectation, kinds, example)
  expectKind('toHaveAttachment', expectation, notEmpty)
  return { filename: expectation }
}

export function matchesAttachment(attachment: ParsedAttachment, wanted: AttachmentExpectation): boolean {
  const { filename, contentType, contentId, sizeBytes, content } = wanted
  return (
    (filename === undefined || wholeText(filename)(attachment.filename ?? '')) &&
    (contentType === undefined || wholeText(contentType)(attachment.contentType)) &&
    (contentId === undefined || attachment.contentId === contentId) &&
    (sizeBytes === undefined || attachment.sizeBytes === sizeBytes) &&
    (content === undefined || Buffer.from(content as string, 'utf8').equals(attachment.content))
  )
}

/** Of an attachment the fields that are wanted, its name in any case: what a diff shows. */
export function fieldsLike(
  attachment: ParsedAttachment,
  wanted: AttachmentExpectation,
): Readonly<Record<string, unknown>> {
  const { filename, contentType, contentId, sizeBytes, content } = attachment
  const text = typeof wanted.content === 'string' ? content.toString('utf8') : content
  const all: Readonly<Record<string, unknown>> = {
    filename,
    contentType,
    contentId,
    sizeBytes,
    content: text,
  }
  return Object.fromEntries(['filename', ...Object.keys(wanted)].map((field) => [field, all[field]]))
}

export function describeWantedAttachment(wanted: AttachmentExpectation): string {
  const fields = Object.entries(wanted).map(([field, value]) => {
    const bytes = types.isUint8Array(value) ? `of ${value.length} bytes` : shown(value)
    return `${field} ${bytes}`
  })
  return `have an attachment${fields.length === 0 ? '' : ` with ${fields.join(', ')}`}`
}

export function describeAttachment(attachment: ParsedAttachment): string {
  const { filename, contentType, sizeBytes, disposition } = attachment
  return `${filename ?? '(no name)'}, ${contentType}, ${sizeBytes} bytes, ${disposition}`
}
