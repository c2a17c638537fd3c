/** Mailpit's plain `ok`. */
export const ok = (): Response => plain(200, 'ok')

/** Mailpit's errors are plain text. */
export function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

export const notThere = (): Response => plain(404, '404 page not found')

/** Errors of the send route alone are JSON. */
export function jsonError(text: string): Response {
  return Response.json({ Error: text }, { status: 400 })
}

/** The strings of a list; null where it is none. */
export function stringsOf(value: unknown): string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
}
