import type { ComponentChildren } from 'preact'
import type { ApiMessage } from '../../../../model/api.ts'

/** Which manner of showing the message the reader has chosen, for as long as it is open. */
export interface Shown {
  readonly message: ApiMessage
  /** Remote content is loaded. */
  readonly remote: boolean
  readonly setRemote: (remote: boolean) => void
}

/** One way to look at a message: a file of this folder, and a row in `message-tabs.ts`. */
export interface MessageTab {
  /** Its place in the address: `#/messages/m12ab/KEY`. */
  readonly key: string
  readonly label: string
  /** Default: it is there for every message. */
  readonly isFor?: (message: ApiMessage) => boolean
  /** What is counted after the label; 0 is not shown. */
  readonly count?: (message: ApiMessage) => number
  readonly render: (shown: Shown) => ComponentChildren
}
