import { ProblemError } from './problem.ts'

/** What is sent here is three levels deep. */
const maxDepth = 100

/**
 * Refuses JSON that is nested without end: parsing 30 MB of `[` holds the whole server for seconds and takes
 * a gigabyte. Looks at brackets outside strings alone, and passes over a string in one step. Throws a 400 problem.
 */
export function refuseDeepJson(body: Buffer): void {
  let depth = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (byte === quote) at = endOfString(body, at)
    else if (byte === openBracket || byte === openBrace) {
      if (++depth > maxDepth)
        throw new ProblemError(400, 'BODY_INVALID', `The body is nested more than ${maxDepth} levels deep.`)
    } else if (byte === closeBracket || byte === closeBrace) depth--
  }
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = Buffer.from('"\\[]{}')

/** Where the string that begins at `start` ends; the last byte where it does not. */
function endOfString(body: Buffer, start: number): number {
  for (let end = body.indexOf('"', start + 1); end !== -1; end = body.indexOf('"', end + 1)) {
    let before = end
    while (body[before - 1] === backslash) before--
    if ((end - before) % 2 === 0) return end
  }
  return body.length
}
