import { readForView } from '../../capture/reading-table.ts'
import type { MessageInput } from '../../capture/reading-work.ts'
import { ProblemError } from '../problem.ts'
import type { ViewAnswer, ViewRequest } from './view-work.ts'
import type { AnyView } from './view.ts'

/** An answer may say what a message says twice over, but not in any number of bytes. */
const answerFactor = 2

/** What a thread does of `view-work.ts`: any of these views. */
export function viewTable(views: readonly AnyView[]) {
  const byName = new Map(views.map((view) => [view.name, view]))
  const view = async ({
    name,
    message,
    more,
    ...input
  }: MessageInput & ViewRequest): Promise<{ output: ViewAnswer; moved?: ArrayBuffer[] }> => {
    const maxBytes = answerFactor * input.limits.maxParseBytes
    const viewed = { message, maxBytes, limits: input.limits, ...(await readForView(input)) }
    try {
      const response = await (byName.get(name) as AnyView).make(viewed, more)
      const body = new Uint8Array(await response.arrayBuffer())
      return {
        output: { status: response.status, headers: [...response.headers], body },
        moved: [body.buffer],
      }
    } catch (error) {
      if (error instanceof ProblemError) return { output: { problem: error.problem } }
      throw error
    }
  }
  return { view }
}
