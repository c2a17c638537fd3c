/**
 * Makes an answer comparable: ids stand as `{n}`, times of arrival as such, and what differs by intention is out
 * (docs/http-api.md). All else is compared.
 */
export function comparable({ method, path }, { status, type, body }, ids) {
  const essence = type.split(';')[0].trim()
  const shown = { request: `${method} ${path}`, status, type: essence }
  // The healthy say so, or nothing.
  if (/^\/(?:livez|readyz)$/.test(path)) return { request: shown.request, status }
  // The words of an error are each server's own.
  if (status >= 400 || body === '') return shown
  const named = ids.reduce((text, id, n) => text.replaceAll(id, `{${n + 1}}`), body)
  if (essence !== 'application/json')
    return { ...shown, body: withoutAdded(named).replace(pictures, '{picture}') }
  const value = JSON.parse(named)
  // Versions and numbers of the process.
  if (/\/(?:info|webui)$/.test(path)) return { ...shown, body: Object.keys(value).sort() }
  if (/\/headers(?:\?|$)/.test(path)) return { ...shown, body: ownFields(value) }
  const simple = simplify(value)
  // One list says how its elements look; of the others it counts which they are.
  if (/\/search|\/messages\?/.test(path)) simple.messages = simple.messages.map(({ ID }) => ID)
  return { ...shown, body: simple }
}

/** Where a picture of the message is: another path here, and absolute. */
const pictures =
  /(?:http:\/\/[^/]+)?\/api\/(?:messages\/\{\d\}\/attachments|v1\/message\/\{\d\}\/part)\/[\d.]+(?:\?inline=1)?/g

/** Mailpit writes these into the message it keeps; Fourport keeps the bytes as they came. */
const added = ['Received', 'Return-Path', 'Bcc']
const madeId = /^(?:[\w-]+@mailpit|\{\d\}@fourport|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}@.+)$/

function ownFields(headers) {
  const fields = Object.entries(headers).filter(([name]) => !added.includes(name))
  return Object.fromEntries(fields.filter(([, [value]]) => !value.endsWith('@mailpit>')))
}

function withoutAdded(text) {
  return text
    .replace(/^(?:Received|Return-Path|Bcc):.*\r\n(?:[ \t].*\r\n)*/gm, '')
    .replace(/^Message-ID: <[^>]*@mailpit>\r\n/gim, '')
}

/** Sizes grow with the fields added; the digests are of later versions of Mailpit. */
const left = ['Size', 'Checksums']
const lists = ['To', 'Cc', 'Bcc', 'ReplyTo', 'Tags']

function simplify(value) {
  if (Array.isArray(value)) return value.map(simplify)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([name]) => !left.includes(name) || 'PartID' in value)
  return Object.fromEntries(
    fields.filter(([name]) => name !== 'Checksums').map(([name, one]) => [name, field(name, one)]),
  )
}

function field(name, value) {
  // To Mailpit a recipient in quotes is hidden, though To names it.
  if (name === 'Bcc') return simplify((value ?? []).filter(({ Address }) => !Address.startsWith('"')))
  if (lists.includes(name)) return simplify(value ?? [])
  if (name === 'Created') return 'when it came'
  // A message without a date has that of its arrival.
  if (name === 'Date') return value.startsWith('2026-01-02T') ? new Date(value).toISOString() : 'when it came'
  if (name === 'MessageID') return madeId.test(value) ? 'made' : value
  return simplify(value)
}
