import type { LineFaults } from '../../model/observation.ts'
import type { Facts } from '../facts.ts'
import { clean } from '../quote.ts'
import type { Detection, Rule } from '../rule.ts'
import { contentEvidence, isReadable } from './line-faults.ts'

const anyClient = 'Turn every line end into CRLF before you send.'

/** What mends it in a client that is known. */
const remedies: Readonly<Record<string, string>> = {
  curl: 'Give curl --crlf, which turns every LF of the message into CRLF.',
  smtplib:
    'smtplib sends bytes as they are: give `sendmail()` a `str`, use `send_message()`, or create the bytes with `message.as_bytes(policy=email.policy.SMTP)`.',
}

const finding: Omit<Detection, 'saw' | 'evidence' | 'fix'> = {
  id: 'bare-lf',
  confidence: 'certain',
  why: 'A line must end in CRLF (RFC 5321 §2.3.8); since SMTP smuggling (CVE-2023-51764) more and more servers refuse anything else.',
}

/** Command lines or message lines that do not end in CRLF, or in more than that. */
export const bareLf: Rule = (facts, context) => {
  const lines = facts.exchanges.filter(({ command }) => command.lineEnd === 'lf' && isReadable(command))
  const [first] = lines
  if (first !== undefined) {
    return {
      ...finding,
      saw: `${lines.length} command ${lines.length === 1 ? 'line' : 'lines'} ended in LF alone, the first "${clean(first.command.line)}".`,
      fix: anyClient,
      evidence: lines.slice(0, 3).map((exchange) => exchange.command.n),
    }
  }
  const content = facts.contents.find(
    ({ data }) =>
      data.complete && (data.faults.bareLf > 0 || data.faults.bareCr > 0) && !isMixed(data.faults),
  )
  return content === undefined ? null : inMessage(content, context.library)
}

function inMessage(content: Facts['contents'][number], library: string | null): Detection {
  const { bareLf, bareCr, doubleCr = 0 } = content.data.faults
  const evidence = contentEvidence(content)
  if (bareLf === 0 && doubleCr > 0 && doubleCr === bareCr) {
    return {
      ...finding,
      saw: `In the message, ${count(doubleCr, 'line')} ended in CR CR LF.`,
      why: `${finding.why} CR CR LF is a CRLF whose LF was turned into CRLF once more, on the way to the socket or in a file that was written as text.`,
      fix: 'Convert line ends once: leave it to the mail library, or give the library text with LF only; read and write files with CRLF as bytes.',
      evidence,
    }
  }
  return {
    ...finding,
    saw: `In the message, ${bareLf > 0 ? `${count(bareLf, 'line')} ended in LF alone` : `${bareCr} CR had no LF after ${bareCr === 1 ? 'it' : 'them'}`}.`,
    fix: remedies[library ?? ''] ?? anyClient,
    evidence,
  }
}

/** Lines that end in different ways have a finding of their own; a conversion too many, of some lines or all, has not. */
export function isMixed({ bareLf, bareCr, doubleCr, otherLine }: LineFaults): boolean {
  return otherLine !== undefined && (bareLf > 0 || bareCr > (doubleCr ?? 0))
}

export function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`
}
