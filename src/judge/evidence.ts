import { type Facts, readFacts } from '../diagnosis/facts.ts'
import { knownMechanisms } from '../model/mechanisms.ts'
import type { VerifyExposed, VerifyReported, VerifyWay } from '../model/verify.ts'
import { retriesAfterMs, type Visit } from './attempts.ts'
import { exposureOf, worstOf } from './exposure.ts'
import { crashOf } from './crash.ts'
import { provesNameUsed } from './host-used.ts'
import { injectedOfferUsed } from './injected-offer.ts'
import { oneSpelling, type Transaction, transactionsOf } from './transactions.ts'
import type { Trial } from './trial.ts'

/** What was seen of a run, over all its connections; nothing in it is a judgement. */
export interface Evidence {
  readonly exposed: VerifyExposed
  readonly delivered: number
  readonly arrived: number
  /** Every recipient that was named, how many of them got the message, and how often one was not taken. */
  readonly recipients: { readonly asked: number; readonly reached: number; readonly refused: number }
  /** Recipients that it named beside those that it was given. */
  readonly otherRecipients: readonly string[]
  /** Those that it was given, and that got nothing although another one did. */
  readonly missed: readonly string[]
  /** The most messages that one recipient got. */
  readonly perRecipient: number
  /** The same message was accepted twice for the same recipients. */
  readonly repeated: boolean
  readonly reported: VerifyReported
  readonly retriesAfterMs: readonly number[]
  /** Transactions that were refused for good (5xx). */
  readonly refusedForGood: number
  /** How often the same login, by mechanism and user, was refused although a password was sent. */
  readonly refusedLogins: number
  /** Who it logged in as in vain, and was not told to; null: nobody else. */
  readonly otherUser: string | null
  /** The mechanism by which it proved unencrypted that it knows its password, without sending it; null: there was none. */
  readonly answeredInClear: string | null
  /** What ended it, where that was no decision of its own; null: it did not crash. */
  readonly crash: string | null
  /** Delivered without the login that it was given. */
  readonly skippedLogin: boolean
  /** What is exposed was sent after it had refused the certificate of this server. */
  readonly wentOn: boolean
  /** A command under TLS came before the reply that it needs. */
  readonly hurried: boolean
  /** Mechanisms by which it logged in, or tried to. */
  readonly mechanisms: readonly string[]
  /** The mechanism by which it logged in, and which only injected replies had offered; null: there is none. */
  readonly injectedOffer: string | null
  /** Login or mail under TLS. */
  readonly usedTls: boolean
  readonly way: VerifyWay | null
}

export function evidenceOf(trial: Trial): Evidence {
  const visits = trial.records.map((record) => {
    const facts = readFacts(record)
    return { facts, transactions: transactionsOf(facts) }
  })
  const all = visits.flatMap(({ transactions }) => transactions)
  const sent = all.filter(({ isBounce }) => !isBounce)
  const accepted = sent.filter((one) => one.accepted)
  const asked = new Set(sent.flatMap(({ recipients }) => recipients.map(({ address }) => address)))
  const reached = accepted.flatMap(reachedBy)
  const everybody = reached.length > 0 && new Set(reached).size === asked.size
  const bounced = all.some(({ isBounce, arrived }) => isBounce && arrived)
  const way = wayOf(visits)
  const auths = visits.flatMap(({ facts }) => facts.auths)
  return {
    exposed: exposedIn(visits, provesName(trial)),
    delivered: accepted.length,
    arrived: sent.filter(({ arrived }) => arrived).length,
    recipients: {
      asked: asked.size,
      reached: new Set(reached).size,
      refused: sent.flatMap(refusedBy).length,
    },
    ...toOthers(trial, asked, new Set(reached)),
    perRecipient: mostOften(reached),
    repeated: mostOften(accepted.flatMap((one) => namesOf(one, trial))) > 1,
    reported: reportedBy(trial, everybody, bounced),
    retriesAfterMs: retriesAfterMs(visits),
    refusedForGood: sent.filter(({ refusal }) => refusal !== null && refusal >= 500).length,
    refusedLogins: mostOften(
      // In lower case: a server that locks an account does not mind the case of its name.
      auths.filter(isRefusedLogin).map(({ mechanism, user }) => `${mechanism} ${user}`.toLowerCase()),
    ),
    otherUser: otherUserIn(auths, trial),
    answeredInClear: auths.find(answersInClear)?.mechanism ?? null,
    crash: crashOf(trial.end),
    skippedLogin: trial.login && accepted.length > 0 && way?.auth === null,
    wentOn: trial.scenario.afterRefusal !== undefined && wentOn(visits),
    hurried: visits.some(({ facts }) => hurries(facts)),
    mechanisms: [...new Set(auths.map(({ mechanism }) => mechanism))],
    injectedOffer: injectedOfferUsed(trial, auths),
    usedTls: visits.some(({ facts }) => facts.secure.some(({ command }) => ofUse.has(command.verb))),
    way,
  }
}

const ofUse: ReadonlySet<string> = new Set(['AUTH', 'MAIL', 'RCPT', 'DATA'])

/** Only where a certificate is what the scenario is about, and one that must be refused. */
function provesName(trial: Trial): boolean {
  const { group, demand, connectBy } = trial.scenario
  if (!(group === 'identity' && demand.what === 'refuse' && demand.rule === 'must')) return true
  return connectBy === 'address' && provesNameUsed(trial)
}

function exposedIn(visits: readonly Visit[], proves: boolean): VerifyExposed {
  const each = visits.map(({ facts }) => exposureOf(facts, proves))
  return {
    password: worstOf(each.map(({ password }) => password)),
    message: worstOf(each.map(({ message }) => message)),
    envelope: worstOf(each.map(({ envelope }) => envelope)),
  }
}

function reachedBy({ recipients }: Transaction): readonly string[] {
  // Named twice in one envelope, it gets one message.
  return [...new Set(recipients.filter(({ taken }) => taken).map(({ address }) => address))]
}

function refusedBy({ recipients }: Transaction): readonly string[] {
  return recipients.filter(({ taken }) => !taken).map(({ address }) => address)
}

/** A message is the same where its recipients are, and its body or its Message-ID: many have none, or a new one each time. */
function namesOf(transaction: Transaction, { bodies }: Trial): readonly string[] {
  const { message, messageId } = transaction
  const body = message === null ? undefined : bodies.get(message)
  const to = reachedBy(transaction).toSorted().join()
  return [
    ...(body === undefined ? [] : [`body ${body} ${to}`]),
    ...(messageId === null ? [] : [`id ${messageId} ${to}`]),
  ]
}

function mostOften(names: readonly string[]): number {
  const counts = new Map<string, number>()
  let most = 0
  for (const name of names) {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    most = Math.max(most, count)
  }
  return most
}

function reportedBy({ end }: Trial, everybody: boolean, bounced: boolean): VerifyReported {
  if (end === null || (end.timedOut && everybody)) return 'unknown'
  const quiet = end.exitCode === 0 || end.timedOut
  if (everybody) return quiet ? 'not-needed' : 'false-alarm'
  // A mail server does not say it by its exit code: it returns the message (RFC 5321 §6.1).
  return (quiet || crashOf(end) !== null) && !bounced ? 'no' : 'yes'
}

/** Whether it got as far as to cost a try: a password was sent, or what proves one for a user. */
function isRefusedLogin({ outcome, credentialsSent, user }: Facts['auths'][number]): boolean {
  return (credentialsSent || user !== null) && (outcome === 'rejected' || outcome === 'on-purpose')
}

/** One that has recipients of its own, and names none of those that it was given, names nobody beside them. */
function toOthers({ to }: Trial, asked: ReadonlySet<string>, reached: ReadonlySet<string>) {
  const told = new Set((to ?? []).map(oneSpelling))
  const follows = [...told].some((address) => asked.has(address))
  return {
    otherRecipients: follows ? [...asked].filter((address) => !told.has(address)) : [],
    missed: reached.size > 0 && follows ? [...told].filter((address) => !reached.has(address)) : [],
  }
}

/** What a server has judged had an answer. The first word of SCRAM says no more than a name. */
function answersInClear({ mechanism, secure, outcome, user }: Facts['auths'][number]): boolean {
  const judged = outcome === 'accepted' || outcome === 'rejected' || outcome === 'on-purpose'
  return !secure && judged && user !== null && knownMechanisms.get(mechanism) === 'neither'
}

/** Whose settings it has where it has others than those of the run. */
function otherUserIn(auths: Facts['auths'], { user: told }: Trial): string | null {
  if (told === null) return null
  return (
    auths.find(({ outcome, user }) => outcome === 'rejected' && user !== null && user !== told)?.user ?? null
  )
}

/** The first handshake is before what it says last without TLS. */
function wentOn(visits: readonly Visit[]): boolean {
  const handshake = visits.findIndex(({ facts }) => facts.hello !== null)
  return visits.some(({ facts: { hello, clear } }, index) => {
    if (handshake < 0 || index < handshake) return false
    const last = clear.at(-1)?.command
    return last !== undefined && (index > handshake || last.n > (hello?.n ?? 0))
  })
}

/** EHLO is the last of its group: after it the client has to wait for the answer (RFC 2920 §3.1). */
function hurries({ secure }: Facts): boolean {
  return secure.some(({ command }, index) => command.pipelined && secure[index - 1]?.command.verb === 'EHLO')
}

/** How the connection got in that came furthest. */
function wayOf(visits: readonly Visit[]): VerifyWay | null {
  const best =
    visits.find(({ transactions }) => transactions.some(({ accepted }) => accepted)) ??
    visits.findLast(({ facts }) => facts.exchanges.length > 0)
  if (best === undefined) return null
  const { record, auths } = best.facts
  const login = auths.findLast(({ outcome }) => outcome === 'accepted')
  const { tls, port } = record
  return {
    tls: tls === null ? 'none' : port.tls === 'implicit' ? 'implicit' : 'starttls',
    version: tls?.version ?? null,
    auth: login?.mechanism ?? null,
  }
}
