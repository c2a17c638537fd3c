import { codeWords, otherNumbers } from './code-words.ts'

interface Candidate {
  readonly code: string
  readonly at: number
  readonly end: number
  readonly digits: boolean
}

/** Codes stand near the top; the rest of a long text is not searched. */
const searchedLength = 64 * 1024
const maxCandidates = 500
const maxCodes = 10

/**
 * One-time codes, likely ones first: four to eight digits, also in groups, or letters and digits, where a word such as
 * "code" or "PIN" is near or they stand on a line of their own. Years, prices, dates, phone and order numbers are left out.
 */
export function findCodes(text: string): string[] {
  const searched = withoutAddresses(text.slice(0, searchedLength))
  const words = [...blankOut(searched, otherNumbers).matchAll(codeWords)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
  }))
  const scores = new Map<string, number>()
  for (const candidate of candidates(searched)) {
    const score = likelihood(searched, candidate, words)
    if (score > (scores.get(candidate.code) ?? 0)) scores.set(candidate.code, score)
  }
  return [...scores]
    .sort((one, other) => other[1] - one[1])
    .slice(0, maxCodes)
    .map(([code]) => code)
}

function* candidates(text: string): Generator<Candidate> {
  // Digits in one run or in equal groups; then letters and digits mixed, perhaps in groups of their own.
  // Chinese, Japanese and Korean put no blank between word and number.
  const letter = '[^\\P{L}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]'
  const digits =
    '(?:G-)?(\\d{4,8}|\\d{3}[ \\u00a0-]\\d{3}|\\d{4}[ \\u00a0-]\\d{4}|\\d{2}[ -]\\d{2}[ -]\\d{2}|(?:\\d ){3,7}\\d)'
  const mixed = '([A-Z0-9]{3,8}(?:-[A-Z0-9]{3,8}){1,3}|(?=[A-Z]{0,9}\\d)(?=\\d{0,9}[A-Z])[A-Z0-9]{4,10})'
  const shapes = new RegExp(`(?<![\\p{N}_]|${letter})(?:${digits}|${mixed})(?![\\p{N}_]|${letter})`, 'gu')
  let count = 0
  for (const match of text.matchAll(shapes)) {
    if (++count > maxCandidates) return
    const isNumber = match[1] !== undefined
    const code = isNumber ? (match[1] as string).replace(/\D/g, '') : (match[2] as string)
    yield { code, at: match.index, end: match.index + match[0].length, digits: isNumber }
  }
}

/** 0: it is none. */
function likelihood(
  text: string,
  { code, at, end, digits }: Candidate,
  words: readonly { readonly at: number; readonly end: number }[],
): number {
  const before = text.slice(Math.max(0, at - 24), at)
  const after = text.slice(end, end + 12)
  if (isPartOfNumber(before, after) || isAmount(before, after) || (digits && isPhone(before, after))) return 0
  const alone = /(?:^|\n)[^\p{L}\p{N}\n]*$/u.test(before) && /^[^\p{L}\p{N}\n]*(?:\n|$)/u.test(after)
  const distance = Math.min(
    ...words.map((word) => (word.end <= at ? at - word.end : word.at >= end ? 2 * (word.at - end) : 0)),
    Infinity,
  )
  if (digits && /^(?:19|20)\d\d$/.test(code) && distance > 12 && !alone) return 0
  if (!digits && !(distance <= 40 || (alone && distance <= 300))) return 0
  if (new RegExp(`(?:${otherNumbers.source})[^\\p{L}\\p{N}]{0,6}$`, 'iu').test(before)) return 0
  const near = distance <= 12 ? 6 : distance <= 40 ? 5 : distance <= 100 ? 3 : distance <= 300 ? 1 : 0
  const score = near + (alone ? 3 : 0) + (code.length === 6 ? 1 : 0)
  // Far from any such word it takes a line of its own and the usual length.
  return near >= 3 || (alone && (near > 0 || code.length === 6)) ? score : 0
}

function isPartOfNumber(before: string, after: string): boolean {
  return (
    /\d[.,:/'’-]$|\p{L}['’-]$|[#+/=@]$|\d[ \u00a0]$/u.test(before) ||
    /^(?:[.,:/'’-]\d|['’-]\p{L}|[@=/]|[ \u00a0]\d)/u.test(after)
  )
}

function isAmount(before: string, after: string): boolean {
  const unit = '[$€£¥₹₽₩]|(?:USD|EUR|GBP|CHF|JPY|INR|PLN|SEK|NOK|DKK|Kč|kr)'
  return (
    new RegExp(`(?:${unit})[ \\u00a0]?$`, 'u').test(before) ||
    new RegExp(`^[ \\u00a0]?(?:${unit}|%|px|km|kg|MB|GB|ms\\b)`, 'u').test(after)
  )
}

function isPhone(before: string, after: string): boolean {
  return /[+(]\d{0,4}\)?[ \u00a0-]?$|\)[ -]?$/.test(before) || /^[ -]\d{2}/.test(after)
}

/** Digits in an address are no code. Lengths stay, so that positions do. */
function withoutAddresses(text: string): string {
  return text.replace(/\bhttps?:\/\/\S{1,8000}|[^\s@]{1,64}@[^\s@]{1,255}/gi, (address) =>
    ' '.repeat(address.length),
  )
}

function blankOut(text: string, words: RegExp): string {
  return text.replace(words, (word) => ' '.repeat(word.length))
}
