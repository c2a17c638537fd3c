/** Whether a path belongs to another catcher’s API, whose errors are plain text and whose unknown parameters are ignored. */
export function isCompat(path: string): boolean {
  return /^\/(?:api\/v[12]|view)(?:\/|$)/.test(path)
}

/** Mailpit’s one route whose errors are JSON. */
export const sendPath = '/api/v1/send'
