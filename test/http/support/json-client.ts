// oxlint-disable-next-line typescript/no-explicit-any -- what a server answers is for the test to look at
type Json = any

export interface JsonAnswer {
  readonly status: number
  readonly type: string
  readonly body: Json
}

/** Calls the API and reads JSON. */
export async function call(
  base: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<JsonAnswer> {
  const response = await fetch(new URL(path, base), {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  return { status: response.status, type, body: type.includes('json') ? JSON.parse(text) : text }
}
