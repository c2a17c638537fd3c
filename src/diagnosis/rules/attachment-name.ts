import type { PartFault } from '../../model/observation.ts'
import { clean } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { evidenceOf } from './header-faults.ts'
import { partName, partWith } from './part-facts.ts'

const faults: ReadonlySet<PartFault> = new Set(['attachment-without-name'] as const)

const remedies: Readonly<Record<string, string>> = {
  smtplib:
    "Name it: `message.add_attachment(data, maintype='application', subtype='pdf', filename='report.pdf')`, or of a `MIMEBase` `part.add_header('Content-Disposition', 'attachment', filename='report.pdf')`.",
  phpmailer: "Name it: `$mail->addStringAttachment($data, 'report.pdf');`",
  nodemailer: "Name it: `attachments: [{ filename: 'report.pdf', content }]`.",
  'net-smtp': "With the gem `mail`, name it: `attachments['report.pdf'] = data`.",
  'jakarta-mail': 'Name it: `part.setFileName("report.pdf")`.',
  swaks: 'Name it: `--attach-name report.pdf` before `--attach`.',
  curl: "Name it: `-F 'file=@report.pdf;filename=report.pdf;encoder=base64'`.",
}
const anyClient = 'Name it: `Content-Disposition: attachment; filename="report.pdf"`.'

/** An attachment that nobody can save under a name. */
export const attachmentName: Rule = (facts, context) => {
  const found = partWith(facts, faults)
  if (found === null) return null
  const { part, content } = found
  const type = part.type === null ? '' : ` (${clean(part.type)})`
  return {
    id: 'attachment-without-name',
    confidence: 'certain',
    saw: `${partName(part)}${type} is an attachment without a file name.`,
    why: 'Mail programs make one up, such as `noname` or `ATT00001.bin`, which opens in no program, or do not show the attachment (RFC 2183).',
    fix: remedies[context.library ?? ''] ?? anyClient,
    evidence: evidenceOf(content),
  }
}
