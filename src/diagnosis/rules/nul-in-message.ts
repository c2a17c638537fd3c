import type { Rule } from '../rule.ts'
import { contentEvidence } from './line-faults.ts'

/** An octet that is 0. */
export const nulInMessage: Rule = (facts) => {
  const content = facts.contents.find(({ data }) => data.complete && data.faults.nul)
  if (content === undefined) return null
  return {
    id: 'nul-in-message',
    confidence: 'certain',
    saw: 'The message contains a NUL byte.',
    why: 'A message must not contain NUL, not even with BODY=8BITMIME. Servers refuse the message, cut it there, or remove the byte. It usually comes from text in UTF-16, or from a file that was put into the text without encoding.',
    fix: 'Encode text in UTF-8, and attachments in base64.',
    evidence: contentEvidence(content),
  }
}
