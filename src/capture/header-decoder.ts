import libmime from 'libmime'
import parseAddresses from 'nodemailer/lib/addressparser'
import type { MailAddress } from '../model/parsed-message.ts'
import { unfold } from './header-fields.ts'

/** What decoding of headers takes. */
export interface HeaderDecoder {
  /** An unstructured value: unfolded, encoded words decoded (RFC 2047). */
  text(value: string): string
  /** An address list; groups give their members. */
  addresses(value: string): MailAddress[]
}

/** Longer values are cut before decoding. */
const maxDecodedLength = 64 * 1024

/** By libmime and nodemailer's address parser. */
export const headerDecoder: HeaderDecoder = {
  text,
  // Names are decoded after the split: a comma or an address in an encoded word is part of the name (RFC 2047 §5).
  addresses: (value) =>
    parseAddresses(unfold(value.slice(0, maxDecodedLength)), { flatten: true }).map(({ name, address }) => ({
      name: text(name),
      address,
    })),
}

function text(value: string): string {
  const line = unfold(value.slice(0, maxDecodedLength))
  return line.includes('=?') ? libmime.decodeWords(line) : line
}
