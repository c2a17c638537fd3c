import {
  isAmount,
  isPartOfNumber,
  isPhone,
  isPostcode,
  isToBeTyped,
  isTold,
  toldWithin,
} from './code-context.ts'
import { afterOtherNumber, codeWords, otherNumbers, technicalWord } from './code-words.ts'

interface Candidate {
  readonly code: string
  readonly at: number
  readonly end: number
  readonly kind: Kind
}

/** `loose`: letters and digits in any case, which names of things are made of too. */
type Kind = 'digits' | 'capitals' | 'loose'

/** Codes stand near the top; the rest of a long text is not searched. */
const searchedLength = 64 * 1024
const maxCandidates = 500
const maxCodes = 10
/** `9f3k-22xa`: no word, and no number, looks like it. */
const pair = /^(?=.*\d)(?=.*[a-z])[a-z\d]{3,5}-[a-z\d]{3,5}$/i

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

// Digits in one run or in equal groups; then letters and digits mixed, perhaps in groups of their own.
// Chinese, Japanese and Korean put no blank between word and number.
const letter = '[^\\P{L}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]'
const digitGroups =
  '(?:G-)?(\\d{4,8}|\\d{3}[ \\u00a0-]\\d{3}|\\d{4}[ \\u00a0-]\\d{4}|\\d{2}[ -]\\d{2}[ -]\\d{2}|(?:\\d ){3,7}\\d)'
const capitals = '([A-Z0-9]{3,8}(?:-[A-Z0-9]{3,8}){1,3}|(?=[A-Z]{0,9}\\d)(?=\\d{0,9}[A-Z])[A-Z0-9]{4,10})'
const any = '[A-Za-z0-9]'
const loose = `((?=[A-Za-z-]{0,31}\\d)${any}{3,8}(?:-${any}{3,8}){1,3}|(?=[A-Za-z]{0,9}\\d)(?=\\d{0,9}[A-Za-z])${any}{4,10})`
// Backtracks: within four groups of eight characters; the text that is searched has at most 64 KiB.
const shapes = new RegExp(
  `(?<![\\p{N}_]|${letter})(?:${digitGroups}|${capitals}|${loose})(?![\\p{N}_]|${letter})`,
  'gu',
)

function* candidates(text: string): Generator<Candidate> {
  let count = 0
  for (const match of text.matchAll(shapes)) {
    if (++count > maxCandidates) return
    const [whole, number, capital, other] = match
    const place = { at: match.index, end: match.index + whole.length }
    if (number !== undefined) yield { ...place, code: number.replace(/\D/g, ''), kind: 'digits' }
    else if (capital !== undefined) yield { ...place, code: capital, kind: 'capitals' }
    else if (other !== undefined && !isName(other)) yield { ...place, code: other, kind: 'loose' }
  }
}

/** `sha256`, `mp3-player`: groups of a code have one length. */
function isName(code: string): boolean {
  return technicalWord.test(code) || new Set(code.split('-').map(({ length }) => length)).size > 1
}

/** 0: it is none. */
function likelihood(
  text: string,
  { code, at, end, kind }: Candidate,
  words: readonly { readonly at: number; readonly end: number }[],
): number {
  const digits = kind === 'digits'
  const before = text.slice(Math.max(0, at - 24), at)
  const after = text.slice(end, end + 12)
  if (isPartOfNumber(before, after) || isAmount(before, after) || (digits && isPhone(before, after))) return 0
  const told = words.some(
    ({ end: from }) => from <= at && at - from <= toldWithin && isTold(text.slice(from, at)),
  )
  if (!told && isPostcode(code, before, after)) return 0
  const alone = /(?:^|\n)[^\p{L}\p{N}\n]*$/u.test(before) && /^[^\p{L}\p{N}\n]*(?:\n|$)/u.test(after)
  const typed = isToBeTyped(text.slice(Math.max(0, at - 100), at), text.slice(end, end + 100))
  if (kind === 'loose' && !told && !typed && !alone) return 0
  const distance = Math.min(
    typed ? 0 : Infinity,
    ...words.map((word) => (word.end <= at ? at - word.end : word.at >= end ? 2 * (word.at - end) : 0)),
  )
  if (digits && /^(?:19|20)\d\d$/.test(code) && distance > 12 && !alone) return 0
  const isPair = pair.test(code)
  if (!digits && !(distance <= 40 || (alone && (distance <= 300 || isPair)))) return 0
  if (afterOtherNumber.test(before)) return 0
  const near = distance <= 12 ? 6 : distance <= 40 ? 5 : distance <= 100 ? 3 : distance <= 300 ? 1 : 0
  const score = near + (alone ? 3 : 0) + (code.length === 6 ? 1 : 0)
  // Far from any such word it takes a line of its own and the usual form.
  return near >= 3 || (alone && (near > 0 || code.length === 6 || isPair)) ? score : 0
}

/** Digits in an address are no code. Lengths stay, so that positions do. */
function withoutAddresses(text: string): string {
  return text.replace(/\S+/g, (run) => {
    const from = /.@./.test(run) ? 0 : run.search(/\bhttps?:\/\/./i)
    return from === -1 ? run : run.slice(0, from) + ' '.repeat(run.length - from)
  })
}

function blankOut(text: string, words: RegExp): string {
  return text.replace(words, (word) => ' '.repeat(word.length))
}
