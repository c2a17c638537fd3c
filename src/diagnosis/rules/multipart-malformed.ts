import type { PartFacts, PartFault } from '../../model/observation.ts'
import { clean } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { evidenceOf } from './header-faults.ts'
import { partName, partWith } from './part-facts.ts'

const faults: ReadonlySet<PartFault> = new Set([
  'boundary-missing',
  'boundary-unused',
  'multipart-open',
] as const)

const remedies: Readonly<Record<string, string>> = {
  smtplib:
    'Build the message with `EmailMessage`, `set_content()` and `add_attachment()`, and send it with `send_message()`.',
  nodemailer: 'Give Nodemailer `text`, `html` and `attachments` in place of `raw`.',
  go: 'Call `Close()` on the `multipart.Writer`, which writes the last boundary line, and put its `Boundary()` into Content-Type.',
  'net-smtp': 'Build the message with the gem `mail`: `Mail.new`, `add_file`, `to_s`.',
  curl: "Let curl build the message: `-F '=Hello' -F 'file=@report.pdf;encoder=base64'` in place of `-T`.",
}
const anyClient =
  'Let a library build the message. By hand: name the boundary in Content-Type (`boundary="b1"`), put `--b1` on a line of its own before each part, and `--b1--` after the last.'

/** A multipart without a boundary, or without the lines that it promises (RFC 2046 §5.1.1). */
export const multipartMalformed: Rule = (facts, context) => {
  const found = partWith(facts, faults)
  if (found === null) return null
  return {
    id: 'multipart-malformed',
    confidence: 'certain',
    ...wordsOf(found.part),
    fix: remedies[context.library ?? ''] ?? anyClient,
    evidence: evidenceOf(found.content),
  }
}

function wordsOf(part: PartFacts): { readonly saw: string; readonly why: string } {
  const is = `${partName(part)} is ${clean(part.type ?? 'multipart')}`
  switch (part.fault) {
    case 'boundary-missing':
      return {
        saw: `${is}, and its Content-Type has no boundary.`,
        why: 'Only the boundary shows where its parts begin (RFC 2046 §5.1.1): servers refuse such a message, and mail programs show its source, or nothing.',
      }
    case 'boundary-unused':
      return {
        saw: `${is}, and no line begins a part: the boundary of its Content-Type does not occur.`,
        why: 'A part begins after a line of two hyphens and that boundary (RFC 2046 §5.1.1): without one, mail programs show nothing, or the source of the message.',
      }
    default:
      return {
        saw: `${is}, and its last boundary line, with two hyphens at its end, is missing.`,
        why: 'That line shows that nothing is lost (RFC 2046 §5.1.1). Without it filters take the message for cut off and some refuse it, and some mail programs do not show the last part.',
      }
  }
}
