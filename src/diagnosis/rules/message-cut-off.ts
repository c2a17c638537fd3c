import { duration } from '../quote.ts'
import { serverBrokeOff } from '../queries.ts'
import type { Rule } from '../rule.ts'

/** The client went away inside DATA; a message without CRLF at all is bare-lf's. */
export const messageCutOff: Rule = (facts) => {
  const cut = facts.contents.find((content) => !content.data.complete)
  if (cut === undefined) return null
  const { data } = cut
  if (data.faults.bareLf > 0) {
    return {
      id: 'bare-lf',
      confidence: 'likely',
      severity: 'error',
      saw: `${data.sizeBytes} bytes of a message came, with ${data.faults.bareLf} lines that end in LF alone and without CRLF . CRLF.`,
      why: 'A message ends with CRLF . CRLF and nothing else: the server waited for it, and the client waited for an answer.',
      fix: 'End every line with CRLF, also the one with the dot.',
      evidence: [data.n],
    }
  }
  if (serverBrokeOff(facts) || facts.record.close?.by === 'server') return null
  return {
    id: 'message-cut-off',
    confidence: 'certain',
    saw: `The client closed the connection after ${data.sizeBytes} bytes of the message${facts.lastedMs === null ? '' : `, ${duration(facts.lastedMs)} into the session`}; the final dot never came.`,
    why: 'A message without its end is incomplete: nothing was captured.',
    fix: 'Look for a time-out or a crash of the client. It must wait for the answer to the final dot before it closes.',
    evidence: [data.n],
  }
}
