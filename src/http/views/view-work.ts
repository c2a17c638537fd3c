import type { MessageInput } from '../../capture/reading-work.ts'
import type { Work } from '../../base/thread-work.ts'
import type { ApiProblem } from '../../model/api.ts'
import type { CapturedMessage } from '../../model/message.ts'

export interface ViewRequest {
  readonly name: string
  readonly message: CapturedMessage
  readonly more: unknown
}

/** An answer on its way out of a thread. */
export type ViewAnswer =
  | {
      readonly status: number
      readonly headers: readonly (readonly [string, string])[]
      readonly body: Uint8Array<ArrayBuffer>
    }
  | { readonly problem: ApiProblem }

/** A view made in a thread. */
export const viewWork: Work<MessageInput & ViewRequest, ViewAnswer> = { name: 'view' }
