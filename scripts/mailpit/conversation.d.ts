export interface Asked {
  readonly method: string
  readonly path: string
  readonly body?: string
  /** Without a Content-Type of its own. */
  readonly bare?: boolean
}

export const mails: readonly {
  readonly mailFrom: string
  readonly rcptTo: readonly string[]
  readonly raw: string
}[]

/** A message that was sent is the next one to be named. */
export function learn(
  request: Asked,
  answer: { readonly status: number; readonly body: string },
  ids: string[],
): void

export const requests: readonly Asked[]
