const keyOrText = /("(?:[^"\\]+|\\.)*")(\s*:)?|[{}]/g

/**
 * The first key that one object of a JSON text has twice, in its quotes; undefined where there is none. `JSON.parse`
 * takes the last one and says nothing.
 */
export function repeatedKey(json: string): string | undefined {
  const open: Set<unknown>[] = []
  for (const [token, text, colon] of json.matchAll(keyOrText)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (text !== undefined && colon !== undefined) {
      const keys = open.at(-1)
      const key: unknown = JSON.parse(text) // `"auth"` may be written with escapes.
      if (keys?.has(key)) return text
      keys?.add(key)
    }
  }
  return undefined
}
