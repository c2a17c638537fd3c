/** Draws the table of states of src/protocol/states.ts: what is allowed by asking it, what comes after by running it. */
import { type PortProfile, profiles } from '../../../src/model/port-profile.ts'
import { verbs } from '../../../src/model/verbs.ts'
import { replies } from '../../../src/protocol/replies/replies.ts'
import { createHost, createSmtpServer, type SmtpServer } from '../../../src/protocol/smtp-server.ts'
import { refusalOf, type State } from '../../../src/protocol/states.ts'
import { testSettings } from '../../support/smtp-bench.ts'

const states: readonly State[] = ['connected', 'greeted', 'mail', 'rcpt']
const path = { address: 'a@example.test', args: {} }

/** A dialogue of a profile in one state, under TLS or not. */
interface Place {
  readonly profile: PortProfile
  readonly secure: boolean
  readonly state: State
}

function refusedCode({ profile, secure, state }: Place, verb: string): number | null {
  const refusal = refusalOf({
    profile,
    secure,
    startedTls: secure,
    state,
    authenticated: false,
    withheld: false,
    verb,
    hasArgument: false,
    isUtf8: true,
  })
  return refusal === null ? null : replies[refusal].code
}

/** A dialogue that has come to a state as a client does. */
function come({ profile, secure, state }: Place): SmtpServer {
  const host = createHost(profile, secure, testSettings, (error) => {
    throw error
  })
  const dialogue = createSmtpServer(host, 'drawn')
  if (state !== 'connected') dialogue.run('EHLO', 'EHLO client.test')
  if (state === 'mail' || state === 'rcpt') dialogue.runPath('MAIL', path)
  if (state === 'rcpt') dialogue.runPath('RCPT', path)
  if (dialogue.state !== state) throw new Error(`Expected state ${state}, got ${dialogue.state}`)
  return dialogue
}

/** Where an allowed command leads; null: out of the dialogue. */
function next(place: Place, verb: string): State | null {
  const dialogue = come(place)
  if (verb === 'STARTTLS') return null
  if (verb === 'MAIL' || verb === 'RCPT') dialogue.runPath(verb, path)
  // The answer to the message ends the transaction, a login does not touch it.
  else if (verb === 'DATA') dialogue.reset()
  else if (verb !== 'AUTH') {
    if ('end' in dialogue.run(verb, `${verb} client.test`)) return null
  }
  return dialogue.state
}

function nodeOf(secure: boolean, state: State): string {
  return `${secure ? 'tls' : 'open'}_${state}`
}

/** The arrows of one profile: what changes the state. */
function arrows(profile: PortProfile, secure: boolean): readonly string[] {
  return states.flatMap((state) => {
    const place = { profile, secure, state }
    const labels = new Map<string, string[]>()
    for (const verb of verbs) {
      if (refusedCode(place, verb) !== null) continue
      const to = next(place, verb)
      const target =
        verb === 'STARTTLS' ? nodeOf(true, 'connected') : to === null ? '[*]' : nodeOf(secure, to)
      if (target === nodeOf(secure, state) && verb !== 'RCPT') continue
      labels.set(target, [...(labels.get(target) ?? []), verb])
    }
    return [...labels].map(([to, names]) => `    ${nodeOf(secure, state)} --> ${to}: ${names.join(', ')}`)
  })
}

/** The nodes that a client can come to. */
function reached(profile: PortProfile, secure: boolean): readonly State[] {
  const known: State[] = ['connected']
  for (const state of known) {
    for (const verb of verbs) {
      const place = { profile, secure, state }
      const to = refusedCode(place, verb) === null ? next(place, verb) : null
      if (to !== null && !known.includes(to)) known.push(to)
    }
  }
  return known
}

/** A port with STARTTLS, as it is and under TLS, where all four states are. */
function diagram(): string {
  const profile = { ...profiles.submission, auth: 'optional' } as const
  const zones = [false, true].map((secure) => {
    const there = reached(profile, secure)
    const own = arrows(profile, secure).filter((arrow) =>
      there.some((state) => arrow.startsWith(`    ${nodeOf(secure, state)} `)),
    )
    return { secure, there, own }
  })
  const nodes = zones.flatMap(({ secure, there }) =>
    there.map((state) => `    ${nodeOf(secure, state)}: ${state}, ${secure ? 'under TLS' : 'unencrypted'}`),
  )
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...nodes,
    `    [*] --> ${nodeOf(false, 'connected')}`,
    ...zones.flatMap(({ own }) => own),
    '```',
  ].join('\n')
}

/** Verb by state, as a table of Markdown; blank: it is allowed. */
function table(profile: PortProfile, secure: boolean): string {
  const rows = [...verbs, 'any other'].map((verb) => {
    const codes = states.map((state) => refusedCode({ profile, secure, state }, verb) ?? '')
    return `| ${verb} | ${codes.join(' | ')} |`
  })
  return [`| verb | ${states.join(' | ')} |`, `| --- ${'| --- '.repeat(states.length)}|`, ...rows].join('\n')
}

/** What is allowed before STARTTLS, which is the same in every state. */
function beforeTls(profile: PortProfile): string {
  const allowed = verbs.filter((verb) => codes(profile, verb).every((code) => code === null))
  const refused = new Set([...verbs, 'any other'].flatMap((verb) => codes(profile, verb)).filter(Boolean))
  const mixed = verbs.filter((verb) => new Set(codes(profile, verb)).size > 1)
  if (refused.size !== 1 || mixed.length > 0) throw new Error('This needs a table: the states differ')
  return `Before STARTTLS on a port that requires it (\`${profile.name}\`), ${allowed.join(', ')} are allowed in every state, and everything else gets ${[...refused].join()}.`
}

function codes(profile: PortProfile, verb: string): readonly (number | null)[] {
  return states.map((state) => refusedCode({ profile, secure: false, state }, verb))
}

/** All of it, as it stands in docs/architecture.md. */
export function drawStates(): string {
  return [
    `A port that requires STARTTLS. A command that is not drawn at a state is refused there, or changes nothing:`,
    diagram(),
    'The code that refuses each command without TLS, on a port that has none (`relay`); blank if it is allowed:',
    table(profiles.relay, false),
    beforeTls(profiles.submission),
    'Under TLS (`submission`, a login is not required):',
    table({ ...profiles.submission, auth: 'optional' }, true),
  ].join('\n\n')
}
