import type { PartFacts, PartFault } from '../../model/observation.ts'
import { clean } from '../quote.ts'
import type { Detection, Rule } from '../rule.ts'
import { evidenceOf } from './header-faults.ts'
import { partWith } from './part-facts.ts'

const faults: ReadonlySet<PartFault> = new Set([
  'charset-missing',
  'charset-not-ascii',
  'charset-not-utf8',
  'charset-is-utf8',
] as const)

/** Where a library encodes text and declares how. */
const remedies: Readonly<Record<string, string>> = {
  smtplib:
    "Build the message with `EmailMessage` and `set_content(text)`, or with `MIMEText(text, 'plain', 'utf-8')`: both encode the text and declare its charset.",
  phpmailer: 'Set `$mail->CharSet = PHPMailer::CHARSET_UTF8;`: PHPMailer declares iso-8859-1 otherwise.',
  nodemailer: 'Give Nodemailer `text` and `html` in place of `raw`: it encodes them and declares utf-8.',
  'net-smtp': "With the gem `mail`, set `charset = 'UTF-8'`.",
  'jakarta-mail': 'Name the charset where the text is set: `message.setText(text, "utf-8")`.',
  swaks: "Add `--add-header 'Content-Type: text/plain; charset=utf-8'`.",
}
const declare =
  'Declare the charset in which the text is, mostly `Content-Type: text/plain; charset=utf-8`, or let a library encode it.'

/** Text that is not in the charset that its part declares, or declares none. */
export const charsetMismatch: Rule = (facts, context) => {
  const found = partWith(facts, faults)
  if (found === null) return null
  const remedy = remedies[context.library ?? ''] ?? declare
  return {
    id: 'charset-mismatch',
    confidence: 'certain',
    ...wordsOf(found.part, remedy),
    evidence: evidenceOf(found.content),
  }
}

type Words = Pick<Detection, 'saw' | 'why' | 'fix'> & Partial<Pick<Detection, 'confidence'>>

function wordsOf({ fault, part, type, charset }: PartFacts, remedy: string): Words {
  const text = part === '0' ? 'The text' : `The text of part ${clean(part)}`
  const declared = `declared as ${clean(charset ?? '')}`
  switch (fault) {
    case 'charset-missing':
      return {
        saw: `${text} holds bytes above 127, and ${type === null ? 'there is no Content-Type' : 'its Content-Type names no charset'}.`,
        why: 'Text without a charset is us-ascii (RFC 2045 §5.2). Mail programs have to guess: one shows “ü”, the next “Ã¼” or “?”.',
        fix: remedy,
      }
    case 'charset-not-ascii':
      return {
        saw: `${text} is ${declared}, and holds bytes above 127.`,
        why: 'There are none in us-ascii. Mail programs have to guess: one shows “ü”, the next “Ã¼” or “?”.',
        fix: remedy,
      }
    case 'charset-not-utf8':
      return {
        saw: `${text} is ${declared}, and its bytes are not UTF-8.`,
        why: 'Mail programs show “?” or “\ufffd” in place of letters. Such bytes come from a file or a database in another charset, mostly windows-1252, or from a text that was cut within a letter.',
        fix: 'Decode the text from its own charset where it is read, and encode it in UTF-8; or declare that charset in Content-Type.',
      }
    default:
      return {
        confidence: 'likely',
        saw: `${text} is ${declared}, and its bytes are UTF-8.`,
        why: `Mail programs show “Ã¼” in place of “ü”. Read as ${clean(charset ?? '')} the text has such pairs in place of each letter, unless they are meant.`,
        fix: remedy,
      }
  }
}
