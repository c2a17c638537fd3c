import type { HeaderFacts, HeaderFault } from '../../model/observation.ts'
import type { FindingId } from '../catalogue.ts'
import type { DialogueContent } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { clean } from '../quote.ts'
import type { Detection, Rule } from '../rule.ts'

/** The record keeps the first 40 field names; with that many, as in a partial header, a missing one proves nothing. */
const maxNamesKept = 40

/** No From (RFC 5322 §3.6.2). */
export const noFrom: Rule = missing('message-without-from', 'from', 'From', {
  why: 'RFC 5322 §3.6 requires it; real submission servers refuse the message, or make up a From.',
  fix: 'Add a From header to the message; the envelope sender (MAIL FROM) does not set it.',
})

/** No Date (RFC 5322 §3.6.1). */
export const noDate: Rule = missing('message-without-date', 'date', 'Date', {
  why: 'RFC 5322 §3.6 requires it; submission servers usually add one, relays need not, and spam filters count a missing one against the message.',
  fix: 'Set Date in the message, or build the message with a library that does.',
})

/** No Message-ID (RFC 5322 §3.6.4). */
export const noMessageId: Rule = missing('message-without-message-id', 'message-id', 'Message-ID', {
  why: 'RFC 5322 §3.6.4 recommends it; submission servers usually add one. Without it, replies cannot be threaded.',
  fix: 'Set Message-ID in the message, or build the message with a library that does.',
})

/** From is not the address that logged in; only where the login is an address at all. */
export const fromUnlikeLogin: Rule = (facts) => {
  const { user } = facts.record
  if (user === null || !user.includes('@')) return null
  const content = facts.contents.find(
    ({ header }) => header?.from && header.from.toLowerCase() !== user.toLowerCase(),
  )
  if (!content?.header?.from) return null
  return {
    id: 'from-unlike-login',
    confidence: 'certain',
    saw: `The client logged in as "${clean(user)}", and its message is from "${clean(content.header.from)}".`,
    why: 'Many submission servers refuse a From that is not the account, replace it, or add a Sender (RFC 6409 §8.1).',
    fix: 'Send from the address of the account, or make sure that the account may send for the other one.',
    evidence: [
      ...facts.auths.filter((auth) => auth.outcome === 'accepted').map((auth) => auth.n),
      ...evidenceOf(content),
    ],
  }
}

function missing(id: FindingId, field: string, label: string, words: Pick<Detection, 'why' | 'fix'>): Rule {
  return (facts: Facts) => {
    const content = facts.contents.find(({ header }) => header !== null && lacks(header, field))
    if (content === undefined) return null
    return {
      id,
      confidence: 'certain',
      saw: `The message has no ${label}.`,
      ...words,
      evidence: evidenceOf(content),
    }
  }
}

function lacks(header: HeaderFacts, field: string): boolean {
  const { names, faults, partial } = header
  if (isHidden(faults) || isHeadless(header)) return false
  const whole = names.length < maxNamesKept && partial !== true
  return whole && !names.some((name) => name.toLowerCase() === field)
}

/** Whether a header is where it cannot be read, which has a finding of its own. */
export function isHidden(faults: HeaderFacts['faults']): boolean {
  return faults?.some((fault) => hidden.has(fault)) ?? false
}

/** Whether a message begins with text in place of a header: what that lacks then only follows from it. */
export function isHeadless({ names, lineWithoutField, faults }: HeaderFacts): boolean {
  if (faults?.includes('json') === true) return true
  return lineWithoutField === 1 && !names.some((name) => usual.has(name.toLowerCase()))
}

const usual: ReadonlySet<string> = new Set(
  'from to cc bcc subject date message-id reply-to sender mime-version content-type received'.split(' '),
)

const hidden: ReadonlySet<HeaderFault> = new Set([
  'empty-first-line',
  'indented-first-line',
  'field-in-fold',
  'field-in-body',
] as const)

export function evidenceOf(content: DialogueContent): readonly number[] {
  return content.messageAt === null ? [content.data.n] : [content.messageAt]
}
