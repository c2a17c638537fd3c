import { authReplies } from './auth-replies.ts'
import { closingReplies } from './closing-replies.ts'
import { commandReplies } from './command-replies.ts'

/** Every fixed reply of ours. A refusal says in one line what to change; clients print that line to their users. */
export const replies: typeof authReplies & typeof closingReplies & typeof commandReplies = {
  ...authReplies,
  ...closingReplies,
  ...commandReplies,
}

export type ReplyName = keyof typeof replies
