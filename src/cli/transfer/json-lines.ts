import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { isRecord } from '../../base/kinds/kind.ts'
import { profileNames } from '../../model/port-profile.ts'
import { type MessageOrigin, withoutSession } from '../../model/message.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { MovedMessage } from '../../server/transfer/moved-message.ts'
import { readRecords } from '../records.ts'
import { mailFileUnusable } from './unreadable.ts'

/** A line of an export: a message with its bytes in base64, or the record of a session. */
export type ExportedLine =
  | { readonly message: MovedMessage; readonly session?: never }
  | { readonly session: SessionRecord; readonly message?: never }

export function messageLine({ raw, ...facts }: MovedMessage): string {
  return JSON.stringify({ message: { ...facts, raw: raw.toString('base64') } })
}

export function sessionLine(session: SessionRecord): string {
  return JSON.stringify({ session })
}

/** @throws FourportError MAIL_FILE_UNUSABLE, RECORD_UNREADABLE: with the number of the line */
export async function* readJsonLines(path: string): AsyncGenerator<ExportedLine> {
  let number = 0
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    number++
    if (line.trim() === '') continue
    const where = `has in line ${number} `
    const value = parsed(line)
    if (!isRecord(value)) throw mailFileUnusable(path, `${where}no JSON object`)
    const { message, session } = value
    if (isRecord(message))
      yield { message: messageOf(message, (what) => mailFileUnusable(path, where + what)) }
    else if (isRecord(session)) yield { session: sessionOf(session, path, number) }
    else throw mailFileUnusable(path, `${where}neither "message" nor "session"`)
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined // Refused by the caller, with the number of the line.
  }
}

function sessionOf(value: object, path: string, number: number): SessionRecord {
  const [record] = readRecords(JSON.stringify(value), `${path}, line ${number}`)
  if (record !== undefined && !('missing' in record)) return record
  throw mailFileUnusable(path, `has in line ${number} a "session" that is the record of none`)
}

type Refusal = (what: string) => Error

function messageOf(value: Readonly<Record<string, unknown>>, refuse: Refusal): MovedMessage {
  const { id, receivedAt, envelope, origin, tags, isRead, raw } = value
  if (typeof id !== 'string' || !/^[0-9A-Za-z_-]{8,64}$/.test(id)) throw refuse('a message without an "id"')
  const bytes = bytesOf(raw)
  if (bytes === null) throw refuse('a message without "raw", its bytes in base64')
  if (typeof receivedAt !== 'number' || !Number.isFinite(receivedAt))
    throw refuse('a message without "receivedAt", in milliseconds since 1970')
  if (!isRecord(envelope) || typeof envelope['mailFrom'] !== 'string' || !isTexts(envelope['rcptTo']))
    throw refuse('a message without "envelope", with "mailFrom" and "rcptTo"')
  return {
    id,
    receivedAt,
    envelope: { mailFrom: envelope['mailFrom'], rcptTo: envelope['rcptTo'] },
    origin: isOrigin(origin) ? origin : withoutSession,
    tags: isTexts(tags) ? tags : null,
    isRead: isRead === true,
    raw: bytes,
  }
}

/** null: it is no base64, or not all of it is. */
function bytesOf(raw: unknown): Buffer | null {
  if (typeof raw !== 'string') return null
  const bytes = Buffer.from(raw, 'base64')
  return bytes.toString('base64') === raw ? bytes : null
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

/** How a message came. One that says it otherwise than we do came by no session. */
function isOrigin(value: unknown): value is MessageOrigin {
  if (!isRecord(value)) return false
  const { profile, listener, port, sessionId, tls, auth, remote, clientName } = value
  return (
    profileNames.some((name) => name === profile) &&
    [listener, sessionId, clientName].every((text) => typeof text === 'string') &&
    typeof port === 'number' &&
    (tls === null || isRecord(tls)) &&
    (auth === null || (isRecord(auth) && typeof auth['user'] === 'string')) &&
    isRecord(remote) &&
    typeof remote['host'] === 'string' &&
    typeof remote['port'] === 'number'
  )
}
