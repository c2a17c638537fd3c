import type { VerifyExposed, VerifyFaultCode, VerifyRule } from '../model/verify.ts'
import type { Evidence } from './evidence.ts'
import { hostTold, hostUsed, nameAsked } from './host-used.ts'
import type { Trial } from './trial.ts'

/** What a cell says in which a client proves nothing, as it delivers to no server on this port. */
export const controlFails = 'control fails'

/** Why a run says nothing of the client. */
export interface Unproven {
  readonly words: string
  readonly because: string
}

/** A client that refuses every server, or comes to none, proves nothing by refusing this one; null: this one proves something. */
export function whyUnproven(
  trial: Trial,
  seen: Evidence,
  codes: readonly VerifyFaultCode[],
  rule: VerifyRule,
): Unproven | null {
  const { scenario, control, records, end } = trial
  const neverCame = records.length === 0 && scenario.closed !== true
  // Whether it hangs, or the machine is too busy to start it, nobody can tell.
  if (neverCame && end?.timedOut === true) return { words: noConnection, because: tooLate(trial) }
  const host = scenario.connectBy === 'address' ? unknownHost(trial, seen, codes) : null
  if (host !== null || control === null) return host
  if (!control.delivered && seen.delivered === 0) {
    // One that hangs at every server hangs at this one for its own reasons. What it gave away is told also where that is no fault.
    const saysMore =
      codes.some((code) => code !== 'hung') || (rule.kind === 'observation' && isGivenAway(seen.exposed))
    return saysMore ? null : { words: controlFails, because: failsEverywhere }
  }
  if (codes.length > 0 || rule.kind === 'observation') return null
  if (seen.delivered === 0 && neverCame)
    return { words: noConnection, because: 'The client never connected, so it did not meet this server.' }
  return tooFewRecipients(trial, seen)
}

const noConnection = 'no connection'

function tooLate({ limitMs }: Trial): string {
  return `The client had not connected when its time of ${limitMs / 1000} s was up, so it did not meet this server.`
}

/** Where an address is the question, a client that connected by a name does not answer it, whatever became of its message. */
function unknownHost(trial: Trial, seen: Evidence, codes: readonly VerifyFaultCode[]): Unproven | null {
  const { records, host, kind } = trial
  const used = hostUsed(trial)
  if (used === 'address' || records.length === 0) return null
  // What else it did wrong is wrong by whatever name it connected.
  if (codes.some((code) => code !== 'not-delivered')) return null
  if (used === 'name')
    return {
      words: 'by name',
      because: `It was given the address ${host} and asked for the name "${nameAsked(records)}", so it did not compare an address. Let it take its host from ${hostTold[kind]}.`,
    }
  // One that follows what it is told delivers where the certificate is for the address, and refuses where it is not.
  const followed = trial.control === null ? seen.delivered > 0 : trial.control.delivered
  if (followed) return null
  return {
    words: 'host unclear',
    because: `It was given the address ${host}, and asks for no name in its handshakes: nothing shows whether it connected by the address. Let it take its host from ${hostTold[kind]}; if it does, it delivers to no server that is proved by an address.`,
  }
}

const failsEverywhere =
  'On this port the client delivers to no server with these settings, not even to a healthy one: what it did here proves nothing.'

function isGivenAway({ password, message }: VerifyExposed): boolean {
  return password !== 'no' || message !== 'no'
}

/** A client that names one recipient alone does not come to the one that is refused among several. */
function tooFewRecipients(
  { scenario: { recipients }, kind }: Trial,
  { recipients: { asked, refused } }: Evidence,
): Unproven | null {
  if (recipients === undefined || asked >= recipients || refused > 0) return null
  return {
    words: `${inWords(asked)} recipient${asked === 1 ? '' : 's'}`,
    because: `It was given ${inWords(recipients)} recipients and sent to ${asked === 0 ? 'none' : inWords(asked)}, so no refusal could be tested. Let it take its recipients from ${whereTold[kind]}.`,
  }
}

const whereTold: Readonly<Record<Trial['kind'], string>> = {
  command: 'SMTP_TO',
  function: '`to` of its target',
  unseen: '{to} in the URL, or send to those that are printed',
}

function inWords(count: number): string {
  return ['no', 'one', 'two', 'three'][count] ?? String(count)
}
