/** Every path under which somebody reads a message or a list that it is in, the other catchers' too. */
export function routesThatShow(id: string): readonly string[] {
  return [
    '/api/messages?limit=200',
    '/api/messages?text=hello',
    `/api/messages/${id}`,
    ...[
      'raw',
      'html',
      'html?remote=1',
      'text',
      'headers',
      'attachments',
      'attachments/0',
      'attachments/0?inline=1',
      'links',
      'codes',
    ].map((part) => `/api/messages/${id}/${part}`),
    '/api/v1/messages?limit=50',
    '/api/v1/search?query=hello',
    `/api/v1/message/${id}`,
    ...['headers', 'raw', 'part/1', 'part/2'].map((part) => `/api/v1/message/${id}/${part}`),
    `/view/${id}.html`,
    `/view/${id}.txt`,
    `/view/${id}.raw`,
    '/api/v2/messages',
    '/api/v2/search?kind=containing&query=hello',
    `/api/v1/messages/${id}`,
    `/api/v1/messages/${id}/download`,
    '/email',
    '/email?headers.subject=hello',
    ...['', '/html', '/source', '/download', '/attachment/x'].map((part) => `/email/${id}${part}`),
  ]
}
