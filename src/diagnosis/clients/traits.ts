import { isIpAddress } from '../host-names.ts'
import type { Facts } from '../facts.ts'

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
  readonly pipelines: boolean
  readonly quits: boolean
  readonly cipherCount: number
  readonly cipherHash: string
  readonly hasHello: boolean
  readonly sni: string | null
  readonly mailer: string
  readonly messageId: string
  readonly headerNames: readonly string[]
  readonly verbs: readonly string[]
  /** AUTH came in clear where EHLO had not offered it. */
  readonly authUnoffered: boolean
  /** One line came behind an AUTH PLAIN that had all it needs and was refused: no credentials, then, but `*`. */
  readonly cancelsRefusedAuth: boolean
  /** The certificate holds an address, so that a client without a server name had nothing wrong to compare. */
  readonly leafHoldsAddress: boolean
  /** TLS was complete, and not a command came. */
  readonly silentAfterTls: boolean
}

/** Reads the traits once. */
export function readTraits(facts: Facts): Traits {
  const hello = facts.hello?.hello ?? facts.record.clientHello
  const greeting = facts.exchanges.find(({ command }) => command.verb === 'EHLO' || command.verb === 'HELO')
  const [helloVerb = '', helloName = ''] = greeting?.command.line.trimEnd().split(' ') ?? []
  const mail = facts.exchanges.find(({ command }) => command.verb === 'MAIL')
  const auth = facts.exchanges.find(({ command }) => command.verb === 'AUTH')
  const mechanisms = facts.auths.map((one) => one.mechanism)
  const initialResponse = auth === undefined ? null : auth.command.line.trim().split(/\s+/).length > 2
  const header = facts.contents.find((content) => content.header !== null)?.header
  return {
    helloVerb,
    helloName,
    mail: mail?.command.line.trimEnd().replace(/<[^>]*>/, '<>') ?? '',
    mechanisms,
    initialResponse,
    pipelines: facts.exchanges.some(({ command }) => command.pipelined),
    quits: facts.exchanges.at(-1)?.command.verb === 'QUIT',
    cipherCount: hello?.cipherCount ?? Number(hello?.ja4?.slice(4, 6) ?? 0),
    cipherHash: hello?.cipherHash ?? '',
    hasHello: hello !== null && hello !== undefined,
    sni: hello?.sni ?? null,
    mailer: header?.mailer ?? '',
    messageId: header?.messageId ?? '',
    headerNames: header?.names ?? [],
    verbs: facts.exchanges.map(({ command }) => command.verb),
    authUnoffered: facts.auths.some((one) => one.outcome === 'before-tls' || one.outcome === 'not-offered'),
    cancelsRefusedAuth: facts.lateLines === 1 && mechanisms[0] === 'PLAIN' && initialResponse === true,
    leafHoldsAddress: facts.record.leaf?.names.some(isIpAddress) ?? false,
    silentAfterTls: facts.established !== null && facts.secure.length === 0,
  }
}
