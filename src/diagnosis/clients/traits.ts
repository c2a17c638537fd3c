import type { Exchange } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { isHello, lastEhlo, offers, refused } from '../queries.ts'
import type { StackName } from '../stacks/measured-stack.ts'
import type { TlsStack } from '../stacks/tls-stack.ts'

/** What a client shows of itself, gathered from a session. */
export interface Traits {
  /** Verb of the first greeting as it was written: `EHLO`, `ehlo`, `HELO`; '' where there was none. */
  readonly helloVerb: string
  /** Its argument, as written. */
  readonly helloName: string
  /** The first MAIL, without its address: `mail FROM:<> size=12`; '' where there was none. */
  readonly mail: string
  /** Mechanisms in order. */
  readonly mechanisms: readonly string[]
  /** Whether AUTH came with an initial response (RFC 4954 §4); null: no AUTH. */
  readonly initialResponse: boolean | null
  /** The same of AUTH LOGIN. */
  readonly loginInitialResponse: boolean
  /** EHLO was answered with SIZE (RFC 1870). */
  readonly sizeOffered: boolean
  /** And with 8BITMIME (RFC 6152). */
  readonly eightBitOffered: boolean
  /** It did not wait for an answer before its next command (RFC 2920), or asked for recipients although MAIL was refused. */
  readonly pipelines: boolean
  /** DATA came before the replies to MAIL and RCPT (RFC 2920 §3.1). */
  readonly pipelinesData: boolean
  readonly quits: boolean
  /** Nothing but a greeting and perhaps QUIT, in clear. */
  readonly onlyGreets: boolean
  /** A MAIL was refused. */
  readonly mailRefused: boolean
  /** No AUTH succeeded of those that came. */
  readonly loginRefused: boolean
  /** Types of the extensions in its ClientHello, four hex digits each; none where the record has no JA4. */
  readonly extensions: readonly string[]
  /** It closed the connection in the handshake without an alert. */
  readonly silentInHandshake: boolean
  /** A message of it was captured. */
  readonly delivers: boolean
  /** Commands came under TLS. */
  readonly spokeUnderTls: boolean
  /** Its TLS library; null: unknown, or no TLS. */
  readonly stack: StackName | null
  readonly hasHello: boolean
  readonly sni: string | null
  readonly mailer: string
  readonly messageId: string
  /** A message came, and had none. */
  readonly writesNoMessageId: boolean
  readonly headerNames: readonly string[]
  readonly verbs: readonly string[]
  /** MAIL was refused, and RSET did not come after it. */
  readonly leavesRefusedMail: boolean
  /** AUTH came in clear where EHLO had not offered it. */
  readonly authUnoffered: boolean
  /** One line came after an AUTH PLAIN that had all it needs and was refused: no credentials, then, but `*`. */
  readonly cancelsRefusedAuth: boolean
}

/** Reads the traits once. */
export function readTraits(facts: Facts, stack: TlsStack | null): Traits {
  const hello = facts.hello?.hello ?? facts.record.clientHello
  const seen = commandsIn(facts.exchanges)
  const { greeting, mail, verbs } = seen
  const [helloVerb = '', helloName = ''] = greeting?.command.line.trimEnd().split(' ') ?? []
  const mechanisms = facts.auths.map((one) => one.mechanism)
  const initialResponse = seen.auth === null ? null : seen.auth.command.line.trim().split(/\s+/).length > 2
  const ehlo = lastEhlo(facts.exchanges)
  const header = facts.contents.find((content) => content.header !== null)?.header
  const mailRefused = mail !== null && refused(mail)
  return {
    helloVerb,
    helloName,
    mail: mail?.command.line.trimEnd().replace(/^([^<]*)<[^>]*>/, '$1<>') ?? '',
    mechanisms,
    initialResponse,
    loginInitialResponse: seen.loginInitialResponse,
    sizeOffered: offers(ehlo, 'SIZE'),
    eightBitOffered: offers(ehlo, '8BITMIME'),
    // RCPT after a refused MAIL was on its way before the refusal was.
    pipelines: seen.pipelines || (mailRefused && verbs[verbs.indexOf('MAIL') + 1] === 'RCPT'),
    pipelinesData: seen.pipelinesData,
    quits: verbs.at(-1) === 'QUIT',
    onlyGreets: greeting !== null && hello === null && seen.onlyGreets,
    mailRefused,
    loginRefused: facts.auths.length > 0 && facts.auths.every(({ outcome }) => outcome !== 'accepted'),
    stack: stack?.stack ?? null,
    extensions: hello?.ja4ro?.split('_')[2]?.split(',') ?? [],
    silentInHandshake: facts.tlsFailed?.reason === 'client-closed' && facts.tlsFailed.phase === 'handshake',
    delivers: facts.delivered > 0,
    spokeUnderTls: facts.secure.length > 0,
    hasHello: hello !== null && hello !== undefined,
    sni: hello?.sni ?? null,
    mailer: header?.mailer ?? '',
    messageId: header?.messageId ?? '',
    writesNoMessageId: header !== undefined && header !== null && header.messageId === null,
    headerNames: header?.names ?? [],
    verbs,
    leavesRefusedMail: mailRefused && verbs[verbs.indexOf('MAIL') + 1] !== 'RSET',
    authUnoffered: facts.auths.some((one) => one.outcome === 'before-tls' || one.outcome === 'not-offered'),
    cancelsRefusedAuth: facts.linesAfterAuth === 1 && mechanisms[0] === 'PLAIN' && initialResponse === true,
  }
}

/** What one pass over the commands shows; of greeting, MAIL and AUTH the first. */
interface CommandsSeen {
  greeting: Exchange | null
  mail: Exchange | null
  auth: Exchange | null
  readonly verbs: string[]
  pipelines: boolean
  pipelinesData: boolean
  loginInitialResponse: boolean
  onlyGreets: boolean
}

function commandsIn(exchanges: readonly Exchange[]): CommandsSeen {
  const seen: CommandsSeen = {
    greeting: null,
    mail: null,
    auth: null,
    verbs: [],
    pipelines: false,
    pipelinesData: false,
    loginInitialResponse: false,
    onlyGreets: true,
  }
  for (const exchange of exchanges) {
    const { verb, line, pipelined } = exchange.command
    seen.verbs.push(verb)
    if (verb === 'EHLO' || verb === 'HELO') seen.greeting ??= exchange
    else if (verb === 'MAIL') seen.mail ??= exchange
    else if (verb === 'AUTH') seen.auth ??= exchange
    if (verb !== 'QUIT' && !isHello(exchange)) seen.onlyGreets = false
    if (pipelined) seen.pipelines = true
    if (pipelined && verb === 'DATA') seen.pipelinesData = true
    if (verb === 'AUTH' && /^AUTH LOGIN \S/i.test(line)) seen.loginInitialResponse = true
  }
  return seen
}
