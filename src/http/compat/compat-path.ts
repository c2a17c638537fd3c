/** Whether a path belongs to another catcher’s API, whose unknown parameters are ignored, and whose errors are its own. */
export function isCompat(path: string): boolean {
  return /^\/(?:api\/v[12]|view)(?:\/|$)/.test(path) || isMailDev(path)
}

/** Whether a path belongs to MailDev’s API, whose errors are JSON; those of the others are plain text. */
export function isMailDev(path: string): boolean {
  return /^\/email(?:\/|$)/.test(path) || path === '/config' || path === '/healthz'
}

/** MailHog’s stream, which is answered in front of the routes. */
export const mailHogEvents = '/api/v1/events'

/** Mailpit’s one route whose errors are JSON. */
export const sendPath = '/api/v1/send'
