/**
 * What MailDev and Fourport are both asked after the mails of `../mailpit/conversation.js`, and what of their answers is
 * compared: all but ids, times, and what differs by intention (docs/http-api.md).
 */
export { mails } from '../mailpit/conversation.js'

/** MailDev fails with 500, and leaves its words to a page of Express. */
const failing = (method, path) => ({ method, path, isOwn: true })
const get = (path) => ({ method: 'GET', path })

/** `{n}` stands for the id of the nth mail, `{n.file}` for the generated name of its attachment. */
export const requests = [
  get('/healthz'),
  get('/email'),
  get('/email?skip=1'),
  get('/email?skip=9'),
  get('/email?skip=x'),
  get('/email?subject=Welcome'),
  get('/email?from.address=ann@example.test'),
  get('/email?from.address=ann@example.test&skip=1'),
  get('/email?to.address=bob@example.test&subject=Welcome'),
  get('/email?headers.subject=Welcome'),
  get('/email?envelope.to.address=hidden@example.test'),
  get('/email?calculatedBcc.address=hidden@example.test'),
  get('/email?subject=welcome'),
  get('/email?nosuch=x'),
  { method: 'PATCH', path: '/email/read-all' },
  ...[1, 2, 3, 4].map((n) => get(`/email/{${n}}`)),
  get('/email/nosuch'),
  ...[1, 2, 4].map((n) => get(`/email/{${n}}/html`)),
  failing('GET', '/email/{3}/html'),
  get('/email/nosuch/html'),
  get('/email/{1}/source'),
  get('/email/nosuch/source'),
  get('/email/{2}/download'),
  get('/email/nosuch/download'),
  get('/email/{2}/attachment/{2.0}'),
  get('/email/{2}/attachment/{2.1}'),
  get('/email/{3}/attachment/{3.2}'),
  get('/email/{2}/attachment/nosuch.png'),
  get('/email/{1}/attachment/nosuch.png'),
  get('/email/nosuch/attachment/nosuch.png'),
  get('/config'),
  { method: 'PATCH', path: '/email/read-all' },
  failing('POST', '/email/{1}/relay'),
  { method: 'POST', path: '/email/{1}/relay/nobody' },
  { method: 'POST', path: '/email/nosuch/relay' },
  { method: 'DELETE', path: '/email/{1}' },
  failing('DELETE', '/email/{1}'),
  get('/email'),
  { method: 'DELETE', path: '/email/all' },
  get('/email'),
  { method: 'DELETE', path: '/email/all' },
]

/** The path with what its places stand for. */
export function named(path, messages) {
  return path
    .replace(/\{(\d)\}/, (_, n) => messages[n - 1].id)
    .replace(/\{(\d)\.(\d)\}/, (_, n, file) => messages[n - 1].attachments[file].generatedFileName)
}

export function comparable({ method, path, isOwn }, { status, type, body }, messages) {
  const request = `${method} ${path}`
  if (isOwn) return { request }
  const shown = { request, status }
  if (path === '/config') return { ...shown, body: Object.keys(JSON.parse(body)) }
  if (!type.startsWith('application/json')) return { ...shown, body: pageOf(body) }
  const value = JSON.parse(body)
  // The words are each server's own.
  if (status >= 400) return { ...shown, body: typeof value === 'string' ? 'text' : Object.keys(value) }
  if (Array.isArray(value)) return { ...shown, body: value.map(({ id }) => numberOf(id, messages)) }
  return { ...shown, body: value.id === undefined ? value : messageOf(value, messages) }
}

function numberOf(id, messages) {
  return messages.findIndex((message) => message.id === id) + 1
}

/** MailDev makes a page of a fragment, and where a picture comes from is each server's own. */
function pageOf(html) {
  return html.replace(/<\/?(?:html|head|body)>/g, '').replace(/src="[^"]*"/g, 'src')
}

function messageOf({ id, time, date, source, envelope, attachments, html, ...message }, messages) {
  const { host, remoteAddress, ...addresses } = envelope
  return {
    ...message,
    id: numberOf(id, messages),
    time: typeof time,
    date: date ?? null,
    source: typeof source,
    envelope: { ...addresses, host: typeof host, remoteAddress: typeof remoteAddress },
    attachments: attachments && attachments.map(fileOf),
    ...(html !== undefined && { html: pageOf(html) }),
  }
}

/** Its name here is made of an id that the server may have made. */
function fileOf({ generatedFileName, contentId, ...file }) {
  return {
    ...file,
    generatedFileName: /^[0-9a-f]{32}(?:\.\w+)?$/.test(generatedFileName),
    contentId: /@(?:mailparser|fourport)$/.test(contentId) ? 'made' : contentId,
  }
}
