import type { VerifyFaultCode, VerifyRule } from '../../model/verify.ts'
import { demanded } from '../../model/verify-words/demanded.ts'

const must = (source: string, because: string): VerifyRule => ({ kind: 'must', source, because })

/** In clear is in clear, and silence silence, whatever the scenario is about in which it was seen. */
const always: Partial<Readonly<Record<VerifyFaultCode, VerifyRule>>> = {
  'password-in-clear': must('RFC 4954 §9; RFC 8314 §5.2', demanded['no-clear']),
  'message-in-clear': must('RFC 8314 §3.3; RFC 8314 §5.2', demanded['no-clear']),
  'envelope-in-clear': must('RFC 8314 §3.3; RFC 8314 §5.2', demanded['no-clear']),
  // A client delivers, or reports that it could not.
  'failure-not-told': must('RFC 5321 §2.1', demanded.tell),
  'false-alarm': must('RFC 5321 §4.2.5', demanded['quit-quiet']),
}

/** The rule that a fault breaks: its own, else what its scenario demands. */
export function brokenRule(code: VerifyFaultCode, applied: VerifyRule | null): VerifyRule | null {
  return always[code] ?? applied
}
