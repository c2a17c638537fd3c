import { healthMark } from '../base/health-mark.ts'
import { lateRegExp } from '../base/late-regexp.ts'
import { knownMechanisms } from '../model/mechanisms.ts'
import type { Verb } from '../model/verbs.ts'

/** Stands where something was taken out. */
const mark = '…'

/** Enough for what is shown, and a bound for the expressions below. */
const maxReadChars = 2_048

/** Lines that hold no credential however they are read. Nearly all commands end here, so it is one expression. */
const ordinary =
  /^(?:(?:EHLO|HELO) (?:localhost|[\w-]{1,7}|[\w-]+(?:\.[\w-]+)+|\[[\w.:]+\])|(?:MAIL FROM|RCPT TO):<(?:[\w.!#$%&'*/=?^`{|}~+-]+@[\w.-]+)?>(?: (?:SIZE=\d{1,20}|BODY=8BITMIME|SMTPUTF8))*|DATA|RSET|QUIT|NOOP|STARTTLS)$/i

/** A host name, also an international one, or an address literal (RFC 5321 §4.1.3); and what people write in its place. */
const hostName = lateRegExp(
  () =>
    new RegExp(
      '^(?:[\\p{L}\\p{M}\\p{N}_.-]+|\\[[\\w.:-]+\\]|[\\w.+-]+@[\\w.-]+|(?=[\\da-f]*:)[\\da-f:]+)$',
      'iu',
    ),
)

const hello = (text: string): string => {
  const [name = '', ...more] = text.split(/\s+/)
  const shown = hostName().test(name) ? maskSasl(name) : mark
  return more.length > 0 && shown !== mark ? `${shown} ${mark}` : shown
}

const address = (text: string): string => (/^<?[^\s<>@]+@[^\s<>@]+>?$/.test(text) ? maskSasl(text) : mark)

const nothing = (): string => mark

/** What may be shown of a verb's argument. */
type Show = (argument: string) => string

/** AUTH is read on its own, before. */
const ours: Readonly<Record<Exclude<Verb, 'AUTH'>, Show>> = {
  EHLO: hello,
  HELO: hello,
  MAIL: (text) => path(text, /^FROM:\s*/i),
  RCPT: (text) => path(text, /^TO:\s*/i),
  DATA: nothing,
  RSET: nothing,
  // Which sessions are our own is told by it.
  NOOP: (text) => (text === healthMark ? text : mark),
  QUIT: nothing,
  VRFY: address,
  HELP: nothing,
  STARTTLS: nothing,
  EXPN: address,
  BDAT: (text) => (/^\d{1,20}(?:\s+LAST)?$/i.test(text) ? text : mark),
}

/** Verbs that are shown. Any other word is hidden: it may be a late password line. */
const shown: ReadonlyMap<string, Show> = new Map<string, Show>([
  ...Object.entries(ours),
  ['LHLO', hello],
  ...'ETRN TURN ATRN SEND SOML SAML WIZ DEBUG SHELL KILL XCLIENT XFORWARD USER PASS LOGIN APOP CAPABILITY'
    .split(' ')
    .map((verb) => [verb, nothing] as const),
  ...'GET HEAD POST PUT DELETE OPTIONS PATCH TRACE CONNECT PRI'
    .split(' ')
    .map((verb) => [verb, request] as const),
  ['PROXY', (text) => (/^(?:TCP[46] [\da-f.:]+ [\da-f.:]+ \d+ \d+|UNKNOWN)$/i.test(text) ? text : mark)],
])

/**
 * A command line as it may be recorded: what could be a credential replaced by `…`, control characters made visible,
 * at most 512 characters. Read before any dispatch, it also holds for lines no server would take for AUTH
 * (`AUTH\tPLAIN …`, ` AUTHPLAIN …`, a bare base64 line, a password after a wrong verb): an argument is shown only
 * where it is known what it is, a verb only where it is known at all.
 */
export function redactCommand(line: string): string {
  if (line.length <= 512 && ordinary.test(line)) return line
  const text = withoutLineEnd(line.slice(0, maxReadChars))
  return visible(redacted(text) ?? mark)
}

/**
 * The same for a line of a peer that need not be a command (the first line of a connection, say). Other words stay
 * readable; everything after AUTH, values of names like `password`, and base64 of eight characters or more do not.
 */
export function redactText(line: string): string {
  const text = withoutLineEnd(line.slice(0, maxReadChars))
  const command = redacted(text)
  if (command !== null) return visible(command)
  if (/^SSH-\d\.\d+-[\w.-]{1,40}$/.test(text)) return text
  return visible(
    text
      .replace(/(?<![a-z])(auth)(?=[^a-z]|plain|login|cram|xoauth)[^]*/i, `$1 ${mark}`)
      .replace(
        /((?:authorization|cookie|pass(?:w(?:or)?d)?|pwd|secret|token|user(?:name)?|api-?key)\s*[:=])[^]*/i,
        `$1 ${mark}`,
      )
      .replace(/[A-Za-z0-9+/_-]{8,}={0,2}/g, (run) => (isProse(run) ? run : mark)),
  )
}

function withoutLineEnd(line: string): string {
  let end = line.length
  while (line[end - 1] === '\n' || line[end - 1] === '\r') end--
  return line.slice(0, end)
}

/** null where the line starts with no verb we know. */
function redacted(text: string): string | null {
  const blank = /^\s*/.exec(text)?.[0] ?? ''
  const line = text.slice(blank.length)
  if (/^AUTH(?!ORIZATION\s*:)/i.test(line)) return blank + auth(line)
  const verb = /^[A-Za-z]+(?=\s|$)/.exec(line)?.[0]
  const show = verb === undefined ? undefined : shown.get(verb.toUpperCase())
  if (verb === undefined || show === undefined) return null
  const separator = /^\s*/.exec(line.slice(verb.length))?.[0] ?? ''
  const argument = line.slice(verb.length + separator.length).trimEnd()
  return blank + verb + (argument === '' ? '' : separator + show(argument))
}

function auth(line: string): string {
  const verb = line.slice(0, 4)
  const rest = line.slice(4)
  const [word = ''] = /^\s+\S+/.exec(rest) ?? []
  // Any other word may be the secret itself.
  const named = knownMechanisms.has(word.trim().toUpperCase()) ? word : ''
  const more = rest.slice(named.length).trim()
  if (more === '') return verb + named
  return named === '' && !/^\s/.test(rest) ? verb + mark : `${verb}${named} ${mark}`
}

/** `FROM:<path>` or `TO:<path>` with parameters (RFC 5321 §4.1.2); what does not read as that is hidden. */
function path(text: string, prefix: RegExp): string {
  const keyword = prefix.exec(text)?.[0]
  if (keyword === undefined) return mark
  const [found] =
    /^(?:<(?:"(?:\\.|[^"\\])*"|[^<>"])*>|[^\s<>]+)(?=\s|$)/.exec(text.slice(keyword.length)) ?? []
  if (found === undefined || !(found.startsWith('<') || /.@./.test(found)))
    return keyword + wrongPath(text.slice(keyword.length))
  const parameters = text.slice(keyword.length + found.length).trim()
  const shown = parameters === '' ? [] : parameters.split(/\s+/).map(parameter)
  // Once something is hidden, what follows may belong to it.
  const hidden = shown.indexOf(mark)
  return [keyword + maskSasl(found), ...(hidden === -1 ? shown : shown.slice(0, hidden + 1))].join(' ')
}

const bare = String.raw`[^\s<>@,;"]{1,64}@[^\s<>@,;"]{1,255}`
// Built: of the address above, which holds no bracket, quote or separator: no part can be read as another.
const nameAndPath = new RegExp(`^(<?)(?:"[^"]{0,200}" {0,8}|[^<>"@]{0,200})(<${bare}>)>?$`)
// Built: of the same address; separators stand between them alone.
const listOfPaths = new RegExp(`^<?<?${bare}>?(?: ?[,;] ?<?${bare}>?){1,100}>?$`)

/** A name beside the address, which is hidden, or a list of addresses: what a person has to see to know what is wrong. */
function wrongPath(text: string): string {
  const [, open = '', address = ''] = nameAndPath.exec(text) ?? []
  if (address !== '') return `${open}${mark} ${maskSasl(address)}`
  return listOfPaths.test(text) ? maskSasl(text) : mark
}

/** Parameters of RFC 1870, 6152, 6531, 3461, 8689, 6710 and 4865. MAIL's AUTH= (RFC 4954 §5) is none of a record's business. */
function parameter(text: string): string {
  if (
    /^(?:SIZE=\d{1,20}|BODY=(?:7BIT|8BITMIME|BINARYMIME)|SMTPUTF8|REQUIRETLS|RET=(?:FULL|HDRS)|MT-PRIORITY=-?\d|HOLDFOR=\d{1,9})$/i.test(
      text,
    ) ||
    /^NOTIFY=(?:NEVER|SUCCESS|FAILURE|DELAY)(?:,(?:NEVER|SUCCESS|FAILURE|DELAY))*$/i.test(text) ||
    /^ORCPT=[A-Za-z0-9-]+;[^\s=]+$/i.test(text)
  ) {
    return text
  }
  return /^(?:SIZE|BODY|RET|NOTIFY|ENVID|ORCPT|AUTH)=/i.test(text) ? text.replace(/=[^]*/, `=${mark}`) : mark
}

/** An HTTP request line without its query, and nothing of a URL that could carry a login. */
function request(text: string): string {
  const [, target, version = ''] = /^(\S+)(\s+HTTP\/\d(?:\.\d)?)?$/.exec(text) ?? []
  if (target === undefined) return mark
  const shown = /^(?:\*|\/[a-z0-9._/-]{0,80}|[a-z0-9.-]+:\d{1,5})$/i.test(target) ? target : mark
  return shown + version
}

/** Takes out base64 that is padded, or whose content has the separators of PLAIN (NUL) or XOAUTH2 (Ctrl-A). */
function maskSasl(text: string): string {
  return text.replace(/[A-Za-z0-9+/]{8,}(?:=+(?![A-Za-z0-9=]))?/g, (run, at: number) => {
    // The name of a parameter.
    if (text[at + run.length] === '=') return run
    const content = Buffer.from(run, 'base64')
    return run.endsWith('=') || content.includes(0) || content.includes(1) ? mark : run
  })
}

/** A word of plain text, or several with hyphens: letters alone, no capital but the first. */
function isProse(run: string): boolean {
  return run.split(/[-_/]/).every((word) => /^[A-Za-z]?[a-z]*$/.test(word) || /^[A-Z]{1,7}$/.test(word))
}

/** What is kept of a line of a peer. RFC 5321 §4.5.3.1.4 allows commands no more. */
const maxShownChars = 512

const control = lateRegExp(() => new RegExp('[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]', 'gu'))

/**
 * Text of a peer, safe to print: control and format characters (terminal escapes, direction marks) as `\xNN` or
 * `\u{NNNN}`, at most 512 characters, the last one `…` where more were cut off.
 */
function visible(text: string): string {
  const shown = text.replace(control(), (char) => escapes.get(char) ?? numbered(char.codePointAt(0) ?? 0))
  if (shown.length <= maxShownChars) return shown
  return `${shown.slice(0, maxShownChars - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\t', '\\t'],
  ['\r', '\\r'],
  ['\n', '\\n'],
])

function numbered(code: number): string {
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
}
