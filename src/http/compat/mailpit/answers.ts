/** Mailpit's plain `ok`. */
export const ok = (): Response => plain(200, 'ok')

/** Mailpit's errors are plain text. */
export function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

export const notThere = (): Response => plain(404, '404 page not found')
