import { FourportError } from '../../base/errors.ts'
import { shown } from '../../base/fields.ts'
import { longestLimitMs, shortestLimitMs, verifyOptionKinds } from '../../verify/verify-options.ts'
import { type VerifyFlagName, verifyFlags } from './flags.ts'

/** Seconds as they are typed, in milliseconds. */
export function readLimit(text: string): number {
  const limitMs = Math.round(numberIn(text) * 1000)
  if (verifyOptionKinds.limitMs.fits(limitMs)) return limitMs
  throw unfit('limit', text, `seconds from ${shortestLimitMs / 1000} to ${longestLimitMs / 1000}`)
}

export function readParallel(text: string): number {
  const { fits, expected } = verifyOptionKinds.parallel
  const parallel = numberIn(text)
  if (fits(parallel)) return parallel
  throw unfit('parallel', text, expected)
}

export function readConnect(text: string): string {
  const { fits, expected } = verifyOptionKinds.host
  if (fits(text)) return text
  throw unfit('connect', text, expected)
}

export function readHttpPort(text: string): number {
  const { fits, expected } = verifyOptionKinds.http
  const port = numberIn(text)
  if (fits(port)) return port
  throw unfit('http-port', text, expected, 'There is no page where the option is left out.')
}

/** What stands between the commas; a list with nothing in it would be taken for one that was left out. */
export function readList(name: VerifyFlagName, texts: readonly string[]): readonly string[] {
  const parts = texts.flatMap((text) => text.split(',').map((part) => part.trim()))
  const list = parts.filter((part) => part !== '')
  if (list.length > 0) return list
  throw unfit(name, texts.join(','), 'names, divided by commas')
}

/** NaN for what is no number in digits, which fits nowhere. */
function numberIn(text: string): number {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN
}

function unfit(
  name: VerifyFlagName,
  text: string,
  expected: string,
  help = `${verifyFlags[name].description}.`,
): FourportError {
  return new FourportError('OPTION_INVALID', `--${name}: expected ${expected}, got ${shown(text)}.`, { help })
}
