/** Messages that are hard to read, each in its way; the same for the same number. */
const head = 'From: a@x.test\r\nTo: b@x.test\r\nSubject: hostile\r\n'
const html = (body) => `${head}Content-Type: text/html\r\n\r\n${body}\r\n`
const text = (body, type = 'text/plain') => `${head}Content-Type: ${type}\r\n\r\n${body}\r\n`
const parts = (count, part) =>
  `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${`--b\r\n${part}\r\n`.repeat(count)}--b--\r\n`

const kinds = [
  () => html('<!---->'.repeat(400)),
  () => html('<b>x</b>'.repeat(20_000)),
  () => html(`<table>${'<tr><td>x'.repeat(10_000)}`),
  () => html('<div>'.repeat(5_000)),
  () => html('&amp;<'.repeat(20_000)),
  () => html(`<img src="${'cid:x@x '.repeat(5_000)}">`),
  () => text('> '.repeat(30_000)),
  () => text('soft \r\n'.repeat(20_000), 'text/plain; format=flowed'),
  () => text('https://'.repeat(10_000)),
  () => text('\n'.repeat(100_000)),
  () => text('a@'.repeat(30_000)),
  () => parts(900, 'Content-Type: text/plain\r\n\r\nx'),
  () => parts(900, 'Content-Disposition: attachment; filename="x x"\r\n\r\nx'),
  () => parts(100, 'Content-Type: message/rfc822\r\n\r\nSubject: inside\r\n\r\nx'),
  () => `${head}${'X-Same: x\r\n'.repeat(10_000)}\r\nx\r\n`,
  () => `${head}To: ${'x <y@z.test>, '.repeat(5_000)}\r\n\r\nx\r\n`,
  () => `${head}List-Unsubscribe: ${'<'.repeat(7_000)}\r\n\r\nx\r\n`,
  () => `${head}Subject: ${'=?utf-8?B?w6Q=?= '.repeat(5_000)}\r\n\r\nx\r\n`,
  () => text('x', `text/plain; ${Array.from({ length: 2_000 }, (_, n) => `name*${n}*=x`).join('; ')}`),
  () => text('=\r\n'.repeat(20_000), 'text/plain\r\nContent-Transfer-Encoding: quoted-printable'),
]

export function hostileMail(number) {
  return kinds[number % kinds.length]()
}

/** Every path under which somebody reads a message, the other catchers' too. */
export function routesThatShow(id) {
  const native = ['raw', 'html', 'text', 'headers', 'attachments', 'attachments/0', 'links', 'codes']
  return [
    '/api/messages?limit=200',
    '/api/messages?text=hostile',
    `/api/messages/${id}`,
    ...native.map((part) => `/api/messages/${id}/${part}`),
    '/api/v1/messages?limit=50',
    '/api/v1/search?query=hostile',
    `/api/v1/message/${id}`,
    `/api/v1/message/${id}/headers`,
    `/api/v1/message/${id}/raw`,
    `/api/v1/message/${id}/part/1`,
    `/view/${id}.html`,
    `/view/${id}.txt`,
    '/api/v2/messages?limit=20',
    '/api/v2/search?kind=containing&query=hostile',
    `/api/v1/messages/${id}`,
  ]
}
