import type { Clock, Ids } from '../../../src/base/passed-in.ts'
import { diagnose } from '../../../src/diagnosis/diagnose.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import type { ClientHello } from '../../../src/model/tls-facts.ts'
import { startEngine, type EngineUnderTest, type ReceivedMessage } from '../smtp-bench.ts'
import { arrive, parseScript } from '../wire-script.ts'
import { Wire, type Cut } from '../wire.ts'
import type { PlayedScript, Start } from '../wire-scripts/played-script.ts'
import { neutral, neutralChallenge } from './neutral.ts'
import { inOrder, packSession } from './session-line.ts'

/** All that a server did with a script, but for the numbers of its ports: on a clock that the script moves, nothing else is left to chance. */
export interface Outcome {
  readonly replies: readonly string[]
  /** What came after the last reply that was waited for. */
  readonly rest: string
  readonly messages: readonly unknown[]
  readonly findings: readonly unknown[]
  readonly session: unknown
}

/** By how much the clock moves before each step, and before the client ends. */
const stepMs = 10

export async function playOutcome(played: PlayedScript, start: Start, cut: Cut): Promise<Outcome> {
  const clock = handClock()
  await using server = await startEngine({ ...played.options, clock, ids: countedIds() })
  const wire = await begin(server, start)
  const replies: string[] = []
  let answered = true
  for (const [index, part] of played.script.split(/^ *T:$/m).entries()) {
    if (index > 0) await wire.startTls()
    for (const { send, expect } of stepsOf(part, cut)) {
      clock.move(stepMs)
      await wire.writeCut(Buffer.from(send, 'latin1'), cut)
      const got = await wire.replies(expect.length)
      const other = got.find((reply, at) => !reply.startsWith(expect[at]!))
      if (other !== undefined) throw new Error(`${played.name}: ${other} came, not ${expect.join(', ')}`)
      replies.push(...got)
      answered = expect.length > 0
    }
  }
  // Of what nobody answered it is not known whether it has been read.
  if (answered) clock.move(stepMs)
  wire.end()
  const rest = await wire.rest()
  const session = stripped(await server.session())
  if (server.errors.length > 0) throw new AggregateError(server.errors, `${played.name}: the server failed`)
  const { findings } = diagnose(session)
  return {
    replies: replies.map(withoutChallenge),
    rest,
    messages: inOrder(server.messages.map(messageFacts)),
    findings: findings.map(({ id, severity, confidence, evidence, saw }) => ({
      id,
      severity,
      confidence,
      evidence,
      saw,
    })),
    session: packSession(session),
  }
}

function stepsOf(script: string, cut: Cut): ReturnType<typeof parseScript> {
  const steps = parseScript(script)
  if (cut !== 'at-once' || steps.length === 0) return steps
  const whole = steps.map(({ send }) => send).join('')
  return [{ send: whole, expect: steps.flatMap(({ expect }) => expect) }]
}

function begin(server: EngineUnderTest, start: Start): Promise<Wire> {
  switch (start) {
    case 'relay':
      return arrive(server, 'plain')
    case 'smtps':
      return arrive(server, 'implicit')
    case 'starttls':
      return arrive(server, 'starttls')
    case 'submission':
      return greeted(server.ports.submission)
    case 'smtps-in-clear':
      return Wire.open(server.ports.smtps)
  }
}

async function greeted(port: EngineUnderTest['ports']['submission']): Promise<Wire> {
  const wire = await Wire.open(port)
  await wire.reply()
  return wire
}

function handClock(): Clock & { move(ms: number): void } {
  let nowMs = 0
  return {
    now: () => Date.parse('2026-06-01T12:00:00.000Z') + nowMs,
    elapsedMs: () => nowMs,
    move: (ms) => {
      nowMs += ms
    },
  }
}

function countedIds(): Ids {
  let count = 0
  return { next: (prefix) => `${prefix}0000000${++count}` }
}

/** Node's own ClientHello is another one in each of its versions; `ja4.test.ts` reads it. */
function stripped(record: SessionRecord): SessionRecord {
  const [session] = neutral([record])
  const { clientHello, entries, bytesIn, ...rest } = session!
  const underTls = entries.some(({ kind }) => kind === 'client-hello')
  return {
    ...rest,
    clientHello: clientHello && helloFacts(clientHello),
    bytesIn: underTls ? 0 : bytesIn,
    entries: entries.map((entry) =>
      entry.kind === 'client-hello' ? { ...entry, hello: helloFacts(entry.hello) } : entry,
    ),
  }
}

const helloFacts = ({ recordVersion, versions, sni, alpn }: ClientHello): ClientHello => ({
  recordVersion,
  versions,
  sni,
  alpn,
})

const withoutChallenge = (reply: string): string =>
  reply.startsWith('334 ') ? `334 ${neutralChallenge(reply.slice(4))}` : reply

/** The subject is left out: it is read from the bytes, which are here whole (test/capture/subject-fact.test.ts). */
function messageFacts({ raw, origin, subject: _subject, ...facts }: ReceivedMessage): unknown {
  const { port: _port, remote, ...rest } = origin
  return { ...facts, ...rest, remote: remote.host, raw: raw.toString('latin1') }
}
