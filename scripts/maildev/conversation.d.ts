import type { Asked } from '../mailpit/conversation.js'

/** What is asked for is named by a message as it was listed. */
export interface ListedMail {
  readonly id: string
  readonly attachments: readonly { readonly generatedFileName: string }[] | null
}

export interface MailDevAnswer {
  readonly request: string
  readonly status?: number
  readonly body?: unknown
}

export interface AskedOfMailDev extends Asked {
  /** Where each server answers in its own way. */
  readonly isOwn?: true
}

export { mails } from '../mailpit/conversation.js'

export const requests: readonly AskedOfMailDev[]

export function named(path: string, messages: readonly ListedMail[]): string

export function comparable(
  request: AskedOfMailDev,
  answer: { readonly status: number; readonly type: string; readonly body: string },
  messages: readonly ListedMail[],
): MailDevAnswer
