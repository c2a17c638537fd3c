import type { HeaderField, MailAddress } from '../model/parsed-message.ts'
import type { HeaderDecoder } from './header-decoder.ts'
import { type RawField, splitHeader } from './header-fields.ts'

/** What queries and lists ask of a header. */
export interface MessageHeader {
  /** Decoded; '' where there is none. The first, where there are several. */
  readonly subject: string
  readonly from: readonly MailAddress[]
}

/** Reads the header block of a message, and nothing after it. */
export function readHeader(
  raw: Buffer,
  decoder: HeaderDecoder,
): MessageHeader & { readonly raw: RawField[] } {
  const fields = splitHeader(raw)
  return {
    raw: fields,
    subject: decoder.text(firstValue(fields, 'subject')),
    from: addressesIn(fields, 'from', decoder),
  }
}

/** Every field, decoded. */
export function decodedFields(fields: readonly RawField[], decoder: HeaderDecoder): HeaderField[] {
  return fields.map(({ name, value }) => ({ name, value: decoder.text(value), raw: value }))
}

/** The value of the first field of that name, in lower case; '' where there is none. */
export function firstValue(fields: readonly RawField[], name: string): string {
  return fields.find((field) => field.name.toLowerCase() === name)?.value ?? ''
}

/** Address lists longer than this are cut: it is 2,000 addresses, and the parser takes some 0.4 ms a kilobyte. */
const maxAddressLength = 64 * 1024

/** The addresses of every field of that name. */
export function addressesIn(
  fields: readonly RawField[],
  name: string,
  decoder: HeaderDecoder,
): MailAddress[] {
  const addresses: MailAddress[] = []
  let room = maxAddressLength
  for (const field of fields) {
    if (room <= 0) break
    if (field.name.toLowerCase() !== name) continue
    addresses.push(...decoder.addresses(field.value.slice(0, room)))
    room -= field.value.length
  }
  return addresses
}

/** A Message-ID without its angle brackets; null where there is none. */
export function messageIdIn(value: string): string | null {
  return /<([^<>]{1,998})>/.exec(value)?.[1] ?? (value || null)
}
