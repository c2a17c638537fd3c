import type { Exchange } from '../diagnosis/dialogue.ts'
import { type Facts, readFacts } from '../diagnosis/facts.ts'
import { isHello, offers } from '../diagnosis/queries.ts'
import { clean } from '../diagnosis/quote.ts'
import type { Finding } from '../model/finding.ts'
import { type VerifyManner, type VerifyMannerCode, verifyMannerCodes } from '../model/verify-manners.ts'
import type { Trial } from './trial.ts'

/** Where each is forbidden or required. */
const sources: Readonly<Record<VerifyMannerCode, string>> = {
  'dot-not-escaped': 'RFC 5321 §4.5.2',
  'bcc-in-header': 'RFC 5322 §3.6.3',
  'bare-lf': 'RFC 5321 §2.3.8',
  'mixed-line-ends': 'RFC 5321 §2.3.8',
  'nul-in-message': 'RFC 5322 §2.3',
  'line-too-long': 'RFC 5322 §2.1.1',
  'talks-before-greeting': 'RFC 5321 §4.3.1',
  'pipelining-not-offered': 'RFC 2920 §3.1',
  'parameter-not-offered': 'RFC 5321 §4.1.1.11',
  'bdat-not-offered': 'RFC 3030',
  'second-login': 'RFC 4954 §4',
  'no-ehlo-after-starttls': 'RFC 3207 §4.2',
  'ehlo-name-invalid': 'RFC 5321 §4.1.1.1',
  'raw-utf8-in-header': 'RFC 6532 §3',
  'eight-bit-undeclared': 'RFC 6152 §3',
  'charset-mismatch': 'RFC 2046 §4.1.2',
  'header-in-body': 'RFC 5322 §2.1',
  'header-line-malformed': 'RFC 5322 §2.2',
  'header-field-repeated': 'RFC 5322 §3.6',
  'header-address-malformed': 'RFC 5322 §3.4',
  'multipart-malformed': 'RFC 2046 §5.1.1',
  'message-without-from': 'RFC 5322 §3.6',
  'message-without-date': 'RFC 5322 §3.6',
  'date-malformed': 'RFC 5322 §3.3',
  'message-without-message-id': 'RFC 5322 §3.6.4',
  'message-id-malformed': 'RFC 5322 §3.6.4',
  'left-before-reply': 'RFC 5321 §4.5.3.2.6',
  'no-quit': 'RFC 5321 §4.1.1.10',
}

/** Of a client that delivers to a healthy server, each once, worst first; elsewhere a server may have brought it to what it did. */
export function mannersOf(trial: Trial): readonly VerifyManner[] {
  const { control, records, verdicts, end } = trial
  if (control !== null) return []
  const own = end?.timedOut === true ? [] : records.map((record) => readFacts(record)).flatMap(ofSession)
  const found = [...verdicts.flatMap(({ findings }) => findings.flatMap(ofFinding)), ...own]
  const left = found.some(({ code }) => code === 'left-before-reply')
  // Who does not wait for the reply has no time for QUIT either.
  const codes = verifyMannerCodes.filter((code) => !(left && code === 'no-quit'))
  return codes.flatMap((code) => found.find((one) => one.code === code) ?? [])
}

function ofFinding({ id, saw, fix }: Finding): readonly VerifyManner[] {
  const code = verifyMannerCodes.find((one) => one === id)
  return code === undefined ? [] : [manner(code, saw, fix)]
}

/** What is no mistake of a set-up, so that no finding speaks of it. */
function ofSession(facts: Facts): readonly VerifyManner[] {
  return [...notOffered(facts), ...withoutQuit(facts)]
}

function manner(code: VerifyMannerCode, summary: string, fix: string): VerifyManner {
  return { code, source: sources[code], summary, fix }
}

function withoutQuit({ record, exchanges, delivered }: Facts): readonly VerifyManner[] {
  if (delivered === 0 || record.close?.by !== 'client' || exchanges.some(({ command }) => command.verb === 'QUIT'))
    return []
  return [
    manner(
      'no-quit',
      'It closed the connection without QUIT after its message.',
      'Send QUIT and wait for the 221 before closing the connection: mail libraries do so in `quit()` or `close()`.',
    ),
  ]
} // prettier-ignore

/** The extension of each parameter; of any other the name is that of the extension. */
const extensions: ReadonlyMap<string, string> = new Map([
  ['BODY', '8BITMIME'],
  ['RET', 'DSN'],
  ['ENVID', 'DSN'],
  ['NOTIFY', 'DSN'],
  ['ORCPT', 'DSN'],
  ['BY', 'DELIVERBY'],
  ['HOLDFOR', 'FUTURERELEASE'],
  ['HOLDUNTIL', 'FUTURERELEASE'],
])

/** What the last answer to a greeting did not offer: a server that has only HELO offers nothing. */
function notOffered({ exchanges }: Facts): readonly VerifyManner[] {
  let ehlo: Exchange | null = null
  let greeted = false
  const found: VerifyManner[] = []
  for (const exchange of exchanges) {
    const { verb, line, pipelined } = exchange.command
    if (isHello(exchange)) {
      ehlo = exchange
      greeted = true
      continue
    }
    if (!greeted) continue
    if (pipelined && !offers(ehlo, 'PIPELINING')) found.push(pipelining(line))
    const missing = parametersOf(verb, line).find(({ extension }) => !offers(ehlo, extension))
    if (missing !== undefined) found.push(parameter(line, missing.name, missing.extension))
  }
  return found
}

function pipelining(line: string): VerifyManner {
  return manner(
    'pipelining-not-offered',
    `It sent "${clean(line)}" before the previous command was answered, and PIPELINING was not offered.`,
    'Wait for each reply where the answer to EHLO does not offer PIPELINING.',
  )
}

function parameter(line: string, name: string, extension: string): VerifyManner {
  return manner(
    'parameter-not-offered',
    `It sent "${clean(line)}", and the server had not offered ${extension}.`,
    `Leave out ${name} where the answer to EHLO does not offer ${extension}.`,
  )
}

function parametersOf(verb: string, line: string): readonly { readonly name: string; readonly extension: string }[] {
  if (verb !== 'MAIL' && verb !== 'RCPT') return []
  const words = line.slice(line.indexOf('>') + 1 || line.length).split(' ').filter((word) => word !== '')
  return words.map((word) => {
    const name = word.replace(/=.*/, '').toUpperCase()
    return { name, extension: /^BODY=BINARYMIME$/i.test(word) ? 'BINARYMIME' : (extensions.get(name) ?? name) }
  })
} // prettier-ignore
