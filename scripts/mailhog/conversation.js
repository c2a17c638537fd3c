/**
 * What MailHog and Fourport are both asked after the mails of `../mailpit/conversation.js`, and what of their answers is
 * compared: all but ids, times, and what differs by intention (docs/http-api.md).
 */
import { mails as all } from '../mailpit/conversation.js'

const latin1 = (...lines) => Buffer.from(lines.join('\r\n'), 'latin1')

/** Text that is not UTF-8: in Latin-1, with a sequence that is cut short (E2 82), one too long (C0 AF), and a surrogate. */
const notUtf8 = {
  mailFrom: 'dora@example.test',
  rcptTo: ['bob@example.test'],
  raw: latin1(
    'From: dora@example.test',
    'To: bob@example.test',
    'Subject:  Gr\xfc\xdfe \xe2\x82 ',
    'X-Last: voil\xc3\xa0',
    'Content-Type: multipart/mixed; boundary="b\xfc"',
    '',
    '--b\xfc',
    'Content-Type: text/plain; charset=iso-8859-1',
    '',
    'Gr\xfc\xdfe an alle, \xe2\x82, \xf0\x9f\x98 und \xc0\xaf, \xed\xa0\x80.',
    '--b\xfc',
    'Content-Type: application/octet-stream; name=\xff',
    'Content-Transfer-Encoding: binary',
    '',
    '\x01\x80\x81\xf4\x90\x80\x80\xe2\x82\xac',
    '--b\xfc--',
    '',
  ),
}

/** MailHog takes none from the null sender. */
export const mails = [...all.filter(({ mailFrom }) => mailFrom !== ''), notUtf8]

const get = (path) => ({ method: 'GET', path })
const search = (kind, query, more = '') =>
  get(`/api/v2/search?kind=${kind}&query=${encodeURIComponent(query)}${more}`)

/** `{n}` stands for the id of the nth mail. */
export const requests = [
  get('/api/v2/messages'),
  get('/api/v2/messages?start=1&limit=2'),
  get('/api/v2/messages?start=9'),
  get('/api/v2/messages?start=x&limit=-1'),
  get('/api/v2/messages?limit=0'),
  search('from', 'ann'),
  search('from', 'BOUNCE@'),
  search('from', 'zöe'),
  search('from', 'zoe@'),
  search('to', 'bob,'),
  search('to', 'hidden'),
  search('to', 'ann'),
  search('to', 'bob', '&start=1&limit=1'),
  search('containing', 'needle'),
  search('containing', 'NEEDLE'),
  search('containing', 'welcome'),
  search('containing', 'reply-to'),
  search('containing', 'nobody'),
  search('nosuch', 'x'),
  search('from', ''),
  get('/api/v2/search'),
  ...[1, 2, 3, 4].map((n) => get(`/api/v1/messages/{${n}}`)),
  ...[0, 1].map((part) => get(`/api/v1/messages/{2}/mime/part/${part}/download`)),
  ...[0, 1, 2, 3].map((part) => get(`/api/v1/messages/{3}/mime/part/${part}/download`)),
  get('/api/v2/outgoing-smtp'),
  get('/api/v2/jim'),
  get('/api/v2/nothing'),
  { method: 'DELETE', path: '/api/v1/messages/{1}' },
  get('/api/v2/messages'),
  { method: 'DELETE', path: '/api/v1/messages' },
  get('/api/v2/messages'),
]

export function comparable({ method, path }, { status, body }, ids) {
  const shown = { request: `${method} ${path}`, status }
  if (status >= 400 || method === 'DELETE') return shown
  if (path.includes('/mime/part/')) return { ...shown, body }
  const value = JSON.parse(body)
  if (path.endsWith('/outgoing-smtp')) return { ...shown, body: value }
  if (!Array.isArray(value.items)) return { ...shown, body: messageOf(value) }
  return { ...shown, body: { ...value, items: value.items.map(({ ID }) => ids.indexOf(ID) + 1) } }
}

function messageOf({ ID, From, To, Content, MIME, Raw }) {
  const { Received, 'Message-ID': messageId, ...fields } = Content.Headers
  const Headers = {
    ...sorted(fields),
    'Message-ID': messageId[0] === ID ? 'made' : messageId,
    Received: Received.length,
  }
  return {
    From,
    To,
    Content: { ...Content, Headers },
    MIME: partsOf(MIME),
    Raw: { ...Raw, Helo: typeof Raw.Helo },
  }
}

/** MailHog takes for a part what follows the last boundary, and what stands before the first one. */
function partsOf(mime) {
  if (mime === null) return null
  const parts = mime.Parts.filter(
    ({ Body, Headers }) => Body !== '--' && Object.keys(Headers).length + Body.length > 0,
  )
  return {
    Parts: parts.map((part) => ({ ...part, Headers: sorted(part.Headers), MIME: partsOf(part.MIME) })),
  }
}

function sorted(fields) {
  return Object.fromEntries(Object.entries(fields).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
