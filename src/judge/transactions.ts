import type { DialogueContent, Exchange } from '../diagnosis/dialogue.ts'
import type { Facts } from '../diagnosis/facts.ts'

/** A mail transaction (RFC 5321 §3.3), as far as it came. Times are milliseconds since 1970. */
export interface Transaction {
  readonly startMs: number
  readonly endMs: number
  /** Its sender is the null reverse-path (RFC 5321 §4.5.5): a report of another transaction. */
  readonly isBounce: boolean
  readonly recipients: readonly { readonly address: string; readonly taken: boolean }[]
  /** The final dot came. */
  readonly arrived: boolean
  /** And was answered with 250. */
  readonly accepted: boolean
  /** Its id in the store; null: the store never got it, or that fell out of the record. */
  readonly message: string | null
  /** Message-ID, where the message has one. */
  readonly messageId: string | null
  /** The code it was refused with; null: it was not. */
  readonly refusal: number | null
}

/** The transactions of one connection, in their order. */
export function transactionsOf(facts: Facts): readonly Transaction[] {
  const { exchanges } = facts
  const starts = exchanges.flatMap(({ command }, index) => (command.verb === 'MAIL' ? [index] : []))
  const contents = new Map(facts.contents.toReversed().map((content) => [content.mail, content]))
  const messages = messagesIn(facts)
  return starts.map((from, nth) => {
    const own = exchanges.slice(from, starts[nth + 1])
    const content = contents.get(own[0] ?? null) ?? null
    return { ...readTransaction(facts, own, content), message: messages.get(content?.messageAt ?? 0) ?? null }
  })
}

function readTransaction(
  facts: Facts,
  exchanges: readonly Exchange[],
  content: DialogueContent | null,
): Omit<Transaction, 'message'> {
  const [mail] = exchanges as [Exchange]
  const openedMs = Date.parse(facts.record.startedAt)
  const own = exchanges.filter(({ command }) => ofTransaction.has(command.verb))
  const data = own.findLast(({ command }) => command.verb === 'DATA')
  const lastMs = own.reduce(
    (latest, { command, first, last }) => Math.max(latest, (last ?? first ?? command).atMs),
    0,
  )
  return {
    startMs: openedMs + mail.command.atMs,
    endMs: openedMs + lastMs,
    isBounce: /^MAIL FROM:\s*<>/i.test(mail.command.line),
    recipients: own
      .filter(({ command }) => command.verb === 'RCPT')
      .map(({ command, last }) => ({ address: addressIn(command.line), taken: isPositive(last?.code) })),
    arrived: content?.data.complete === true,
    accepted: content?.data.complete === true && isPositive(data?.last?.code),
    messageId: content?.header?.messageId ?? null,
    refusal: own.map(({ last }) => last?.code ?? 0).findLast((code) => code >= 400) ?? null,
  }
}

/** Ids of messages by the numbers of their entries, which begin with 1. */
function messagesIn({ record }: Facts): ReadonlyMap<number, string> {
  return new Map(
    record.entries.flatMap((entry) => (entry.kind === 'message' ? [[entry.n, entry.id] as const] : [])),
  )
}

const ofTransaction: ReadonlySet<string> = new Set(['MAIL', 'RCPT', 'DATA'])

function isPositive(code: number | undefined): boolean {
  return code !== undefined && code >= 200 && code < 300
}

function addressIn(line: string): string {
  return oneSpelling(/<([^<>]*)>/.exec(line)?.[1] ?? line.replace(/^RCPT TO:\s*/i, ''))
}

/**
 * One text for the spellings of one mailbox (RFC 5321 §4.1.2): without a source route, and without quotes and backslashes that
 * its local part does not need. In lower case: which host minds the case of a local part is not ours to know.
 */
export function oneSpelling(path: string): string {
  const mailbox = (/^@[^:]*:(.*)$/.exec(path)?.[1] ?? path).toLowerCase()
  const at = mailbox.lastIndexOf('@')
  if (at < 0) return mailbox
  const [local, domain] = [mailbox.slice(0, at), mailbox.slice(at + 1)]
  const unquoted = /^"(.*)"$/.exec(local)?.[1]?.replace(/\\(.)/g, '$1') ?? local
  return `${unquoted}@${domain}`
}
