import { logins } from './code-words.ts'

export function isPartOfNumber(before: string, after: string): boolean {
  return (
    /\d[.,:/'’-]$|\p{L}['’-]$|[#+/=@]$|\d[ \u00a0]$/u.test(before) ||
    /^(?:[.,:/'’-]\d|['’-]\p{L}|[@=/]|[ \u00a0]\d)/u.test(after)
  )
}

export function isAmount(before: string, after: string): boolean {
  const unit = '[$€£¥₹₽₩]|(?:USD|EUR|GBP|CHF|JPY|INR|PLN|SEK|NOK|DKK|Kč|kr)'
  return (
    new RegExp(`(?:${unit})[ \\u00a0]?$`, 'u').test(before) ||
    new RegExp(`^[ \\u00a0]?(?:${unit}|%|px|km|kg|MB|GB|ms\\b)`, 'u').test(after)
  )
}

export function isPhone(before: string, after: string): boolean {
  return /[+(]\d{0,4}\)?[ \u00a0-]?$|\)[ -]?$/.test(before) || /^[ -]\d{2}/.test(after)
}

/** `10115 Berlin`, `CA 94105`, `SW1A 1AA`. */
export function isPostcode(code: string, before: string, after: string): boolean {
  return (
    (/^\d{4,5}$/.test(code) && (/^[ \u00a0]\p{Lu}\p{L}+/u.test(after) || /, [A-Z]{2} $/.test(before))) ||
    (/^[A-Z]{1,2}\d[A-Z\d]?$/.test(code) && /^ \d[A-Z]{2}(?![\p{L}\p{N}])/u.test(after))
  )
}

/** Characters between a word such as "code" and the code it announces. */
export const toldWithin = 60

/** Whether what lies between a word such as "code" and a candidate says that this is it: `: `, ` is `, ` for X is: `. */
export function isTold(between: string): boolean {
  return (
    between.length <= toldWithin &&
    /^(?:[^.!?\n]*(?:[:=：]|(?<!\p{L})(?:is|ist|lautet|est|es|è|é|jest|är|er)))?[ \t\u00a0"'“”„«*[(]*$/iu.test(
      between,
    )
  )
}

const sentenceEnd = /[.!?\n]/

/** `Use 123456 to log in`, `To sign in, enter 123456`. */
export function isToBeTyped(before: string, after: string): boolean {
  const sentence = before.split(sentenceEnd).at(-1) ?? ''
  const [rest = ''] = after.split(sentenceEnd, 1)
  const verb =
    /(?<!\p{L})(?:use|enter|type|input|submit|(?:nutzen|verwenden|geben) sie|gib|utilisez|saisissez|entrez|usa|utiliza|introduce|inserisci|digita|insira|gebruik|voer|använd|ange|brug|wpisz)[ \t\u00a0]+["'“”„«*[(]*$/iu
  return verb.test(sentence) && (logins.test(sentence) || logins.test(rest))
}
