import type { LineFaults } from '../../model/observation.ts'
import type { Rule } from '../rule.ts'
import { count, isMixed } from './bare-lf.ts'
import { contentEvidence } from './line-faults.ts'

/** What does it in a client that is known. */
const remedies: Readonly<Record<string, string>> = {
  smtplib:
    'smtplib sends bytes as they are, and turns every kind of line end of a `str` into CRLF: give `sendmail()` a `str`, or use `send_message()`.',
  curl: 'Convert the file once, with `unix2dos`; `--crlf` changes every LF, and some of them have their CR.',
}
const anyClient =
  'Use one kind of line end for header and text (`\\n`, and leave CRLF to the library), or turn each into CRLF once, before sending.'

/** CRLF here, LF or CR alone there: two texts that were joined. */
export const mixedLineEnds: Rule = ({ contents }, context) => {
  const content = contents.find(({ data }) => data.complete && isMixed(data.faults))
  if (content === undefined) return null
  return {
    id: 'mixed-line-ends',
    confidence: 'certain',
    saw: `In the message, ${endsOf(content.data.faults)}; the first that differs from the ones before is line ${content.data.faults.otherLine}.`,
    why: 'A line ends in CRLF (RFC 5321 §2.3.8). Servers refuse such a message since SMTP smuggling (CVE-2023-51764), or repair its line ends, which breaks a DKIM signature; and where they do neither, mail programs disagree on where lines and the header end.',
    fix: remedies[context.library ?? ''] ?? anyClient,
    evidence: contentEvidence(content),
  }
}

function endsOf({ bareLf, bareCr, doubleCr = 0 }: LineFaults): string {
  const cr = bareCr - doubleCr
  if (cr === 0) return `${count(bareLf, 'line')} ended in LF alone, and the others in CRLF`
  if (bareLf === 0) return `${count(cr, 'line')} ended in CR alone, and the others in CRLF`
  return `${count(bareLf, 'line')} ended in LF alone and ${cr} in CR alone`
}
