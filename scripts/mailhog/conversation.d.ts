import type { Asked, mails as all } from '../mailpit/conversation.js'

export interface MailHogAnswer {
  readonly request: string
  readonly status: number
  readonly body?: unknown
}

export function comparable(
  request: Asked,
  answer: { readonly status: number; readonly body: string },
  ids: readonly string[],
): MailHogAnswer

export const mails: readonly (Omit<(typeof all)[number], 'raw'> & { readonly raw: string | Buffer })[]

export const requests: readonly Asked[]
