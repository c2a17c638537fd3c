import { printedErrors } from '../diagnosis/printed-errors.ts'
import { docsFolder } from './docs-folder.ts'

/** What clients print that never reached the server, and the heading of docs/cannot-connect.md about it. */
const notConnected: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED|connection refused|actively refused/i, 'connection-refused'],
  [
    /ENOTFOUND|EAI_AGAIN|name or service not known|no such host|UnknownHostException|bad hostname|getaddrinfo|could not resolve host/i,
    'unknown-name',
  ],
  [/ENETUNREACH|EHOSTUNREACH|network is unreachable|no route to host/i, 'network-unreachable'],
  [/too many colons|\[::1\]/i, 'brackets-around-an-address'],
  [
    /ETIMEDOUT|timed out|connection timeout|connect: timeout|i\/o timeout|did not properly respond/i,
    'no-answer',
  ],
]

/** More than one mistake may show as the same error; of some errors it is a handful. */
const mostPages = 4
/** A shorter text, such as `EOF`, must be all that was printed. */
const shortest = 6

/** The pages that explain an error which a client printed, the likeliest first; none: no page has it. */
export function pagesOnError(error: string): readonly string[] {
  const printed = error.toLowerCase()
  const findings = Object.entries(printedErrors)
    .filter(([, errors]) =>
      errors.some(({ texts }) => texts.some((text) => isIn(printed, text.toLowerCase()))),
    )
    .map(([id]) => `${docsFolder}findings.md#${id}`)
  const headings = notConnected
    .filter(([text]) => text.test(error))
    .map(([, heading]) => `${docsFolder}cannot-connect.md#${heading}`)
  return [...headings, ...findings].slice(0, mostPages)
}

function isIn(printed: string, text: string): boolean {
  return text.length < shortest ? printed === text : printed.includes(text)
}
