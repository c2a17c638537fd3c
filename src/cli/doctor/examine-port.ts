import type { Socket } from 'node:net'
import { isLoopback } from '../../base/loopback.ts'
import { dial, type DialFailure, secure } from './dial.ts'
import { PortDialogue, type DialogueSettings, type PortOutcome } from './dialogue.ts'
import type { Limits, Login, Obstacle, PortResult, Step, TargetPort } from './examination.ts'
import * as obstacles from './obstacles.ts'
import type { TrustStore } from './trust-stores.ts'
import { type Heard, Wire } from './wire.ts'

export interface PortSettings {
  readonly host: string
  readonly addresses: readonly string[]
  readonly limits: Limits
  readonly login: Login | null
  readonly stores: readonly TrustStore[]
  /** Whether localhost is a container here, and not the machine. */
  readonly isContainer: boolean
}

/** Connects to each address of the host at one port, and talks to the first that answers. */
export async function examinePort(target: TargetPort, settings: PortSettings): Promise<PortResult> {
  const result = await examineOne(target, settings)
  if (result.obstacle?.id !== 'refused' || target.fallback === undefined) return result
  const moved = await examineOne({ port: target.fallback, tls: target.tls }, settings)
  return moved.obstacle?.id === 'refused' ? result : moved
}

async function examineOne(target: TargetPort, settings: PortSettings): Promise<PortResult> {
  const { port } = target
  const { host, addresses, limits } = settings
  const dialled = await Promise.all(
    addresses.map(async (address) => ({ address, ...(await dial(address, port, limits.connectMs)) })),
  )
  const steps: Step[] = dialled.map((one) => ({
    name: 'address',
    port,
    state: 'socket' in one ? 'ok' : 'fault',
    says:
      'socket' in one
        ? `${one.address} accepts the connection`
        : `${one.address}: ${failureWords(one, limits)}`,
  }))
  const [first, ...others] = dialled.filter((one) => 'socket' in one)
  for (const { socket } of others) socket.destroy()
  if (first === undefined) {
    const failures = dialled.filter((one) => 'failure' in one)
    return { host, port, steps, obstacle: await notConnected(port, failures, settings), way: null }
  }
  const dialogue = await converse(target, first.socket, first.address, settings)
  return { host, port, ...dialogue, steps: [...steps, ...dialogue.steps] }
}

function failureWords(
  { failure, code }: { failure: DialFailure; code: string },
  { connectMs }: Limits,
): string {
  if (failure === 'refused') return `refused (${code})`
  return failure === 'no-answer' ? `no answer within ${connectMs / 1000} s` : `cannot be reached (${code})`
}

/** Of several addresses the one that says most: a refusal comes from a machine that is there. */
async function notConnected(
  port: number,
  failures: readonly { address: string; failure: DialFailure; code: string }[],
  settings: PortSettings,
): Promise<Obstacle> {
  const { host, limits, isContainer } = settings
  const place = obstacles.placeOf(host, port)
  const of = (kind: DialFailure): { code: string } | undefined =>
    failures.find(({ failure }) => failure === kind)
  if (of('refused')) {
    if (!isLoopback(host)) return obstacles.refused(place, false)
    const other = await otherLoopback(port, settings)
    return other === null
      ? obstacles.refused(place, isContainer)
      : obstacles.refusedHere(place, settings.addresses, other)
  }
  if (of('no-answer')) return obstacles.noAnswer(place, port, limits.connectMs / 1000)
  return obstacles.unreachable(place, of('unreachable')?.code ?? 'no address')
}

/** The address of this machine that the name does not have here, if something listens there; else null. */
async function otherLoopback(port: number, { addresses, limits }: PortSettings): Promise<string | null> {
  for (const address of ['127.0.0.1', '::1']) {
    if (addresses.includes(address)) continue
    const dialled = await dial(address, port, limits.connectMs)
    if (!('socket' in dialled)) continue
    dialled.socket.destroy()
    return address
  }
  return null
}

/** Within the time for one port: at its end the sockets are gone, and what was found until then is the result. */
async function converse(
  { port, tls }: TargetPort,
  socket: Socket,
  address: string,
  settings: PortSettings,
): Promise<PortOutcome> {
  const { host, limits, login, stores } = settings
  const sockets = [socket]
  let isOver = false
  const over = setTimeout(() => {
    isOver = true
    for (const one of sockets) one.destroy()
  }, limits.portMs)
  const ca = stores.flatMap(({ certificates }) => certificates.map(String))
  const rules: DialogueSettings = {
    host,
    port,
    limits,
    login,
    stores,
    ca,
    isLoopback: isLoopback(address),
    isOver: () => isOver,
  }
  const again = async (): Promise<Wire | null> => {
    if (isOver) return null
    const dialled = await dial(address, port, limits.connectMs)
    if (!('socket' in dialled)) return null
    sockets.push(dialled.socket)
    if (isOver) dialled.socket.destroy()
    return new Wire(dialled.socket)
  }
  try {
    const wire = new Wire(socket)
    return tls === 'implicit'
      ? await implicitFirst(rules, wire, again)
      : await greetingFirst(rules, wire, again)
  } finally {
    clearTimeout(over)
    for (const one of sockets) one.destroy()
  }
}

type Again = () => Promise<Wire | null>

/** Where the number says TLS; what does not speak it is asked unencrypted, to say what it is. */
async function implicitFirst(rules: DialogueSettings, wire: Wire, again: Again): Promise<PortOutcome> {
  const dialogue = new PortDialogue(rules, wire)
  if (await dialogue.startImplicit()) {
    await dialogue.run()
    return dialogue.result()
  }
  const tried = dialogue.result()
  const plain = await again()
  const heard: Heard = plain === null ? { kind: 'closed' } : await plain.reply(rules.limits.answerMs)
  if (plain === null || heard.kind === 'silence' || heard.kind === 'closed') return tried
  const second = new PortDialogue(rules, plain)
  await second.run(heard)
  const result = second.result()
  return {
    ...result,
    steps: [...tried.steps.map((step) => ({ ...step, state: 'note' as const })), ...result.steps],
  }
}

/** Servers greet at once, or are slow on purpose; what waits for TLS stays silent. */
const promptMs = 2000

/** What waited for a greeting is not cut: a server would record a client without TLS, and Fourport would report it. */
async function greetOverTls(waiting: Wire, { host, ca, limits }: DialogueSettings): Promise<void> {
  const secured = await secure(waiting.release(), host, ca, limits.answerMs)
  if ('reason' in secured) return
  const wire = new Wire(secured.socket)
  await wire.reply(limits.answerMs)
  wire.say('EHLO localhost')
  await wire.reply(limits.answerMs)
  await wire.quit()
}

/** Where the greeting must come first; what is silent may wait for TLS, be slow, or be no mail server at all. */
async function greetingFirst(rules: DialogueSettings, wire: Wire, again: Again): Promise<PortOutcome> {
  const { answerMs } = rules.limits
  const prompt = Math.min(promptMs, answerMs / 2)
  let heard = await wire.reply(prompt)
  if (heard.kind === 'silence') {
    const secured = await again()
    const overTls = secured === null ? null : new PortDialogue(rules, secured)
    if (overTls !== null && (await overTls.startImplicit())) {
      await greetOverTls(wire, rules)
      await overTls.run()
      return overTls.result()
    }
    heard = await wire.reply(answerMs - prompt)
  } else if (heard.kind === 'incomplete' && heard.why === 'slow') {
    // Postscreen sends the first line of its greeting, and the last one seconds later.
    heard = await wire.reply(answerMs - prompt)
  }
  if (heard.kind === 'silence') {
    // A web server speaks when it is spoken to, and says what it is.
    wire.say('EHLO localhost')
    const answer = await wire.reply(answerMs)
    if (answer.kind === 'other') heard = answer
  }
  const dialogue = new PortDialogue(rules, wire)
  await dialogue.run(heard)
  return dialogue.result()
}
