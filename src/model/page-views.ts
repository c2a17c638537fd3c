/** The views of the page, by the first part of their address, with the title that each gives to its tab. */
export const pageViews = {
  board: 'Board',
  /** The board, with the drawer of one port open. */
  ports: 'Board',
  messages: 'Messages',
  sessions: 'Sessions',
  inboxes: 'Inboxes',
  /** The scenarios, and how to apply one. */
  try: 'Try',
  /** How a client is verified; of a server that verifies one, its table in place of the board. */
  verify: 'Verify',
} as const

export type PageView = keyof typeof pageViews

export function isPageView(name: string): name is PageView {
  return Object.hasOwn(pageViews, name)
}
