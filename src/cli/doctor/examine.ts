import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { systemCode } from '../../base/errors.ts'
import { dial } from './dial.ts'
import type { Examination, Limits, Login, Step, Target } from './examination.ts'
import { examinePort } from './examine-port.ts'
import * as obstacles from './obstacles.ts'
import { usualPorts } from './read-target.ts'
import { summaryOf } from './summary.ts'
import type { TrustStore } from './trust-stores.ts'

/** As long as a person waits, and longer than servers that are slow on purpose take for a greeting. */
export const limits: Limits = { lookupMs: 5000, connectMs: 5000, answerMs: 10_000, portMs: 30_000 }

/** More addresses than this are one service behind many machines. */
const maxAddresses = 8

export interface ExamineSettings {
  readonly login: Login | null
  readonly stores: readonly TrustStore[]
  readonly isContainer: boolean
  readonly limits: Limits
}

/** Tries the name, each address, each port, TLS and the login, and says what stands between. It sends no mail. */
export async function examine(target: Target, settings: ExamineSettings): Promise<Examination> {
  const { host, ports } = target
  const known = new Map<string, readonly string[]>()
  for (const name of new Set(ports.map((port) => port.host ?? host))) {
    const found = await addressesOf(name, settings.limits.lookupMs)
    if ('code' in found) return unknownName(name, found.code)
    known.set(name, found.addresses)
  }
  const results = await Promise.all(
    ports.map((port) => {
      const at = port.host ?? host
      return examinePort(port, { ...settings, host: at, addresses: known.get(at)! })
    }),
  )
  const names = [...known].filter(([name]) => isIP(name) === 0)
  const steps: Step[] = [
    ...names.map(
      ([name, addresses]) =>
        ({ name: 'name', port: null, state: 'ok', says: `${name} is ${addresses.join(', ')}` }) as const,
    ),
    ...results.flatMap((one) => one.steps),
  ]
  const answering = results.some(({ steps }) =>
    steps.some(({ name, state }) => name === 'address' && state === 'ok'),
  )
  const [addresses = []] = known.values()
  const open = answering ? [] : await openPorts(ports, addresses, settings.limits.connectMs)
  return { host, ...summaryOf(results, open), steps }
}

function unknownName(host: string, code: string): Examination {
  const { sentence, fix, docs } = obstacles.unknownName(host, code)
  const step: Step = { name: 'name', port: null, state: 'fault', says: `${host}: ${code}` }
  return { host, ok: false, sentence, fix, docs, steps: [step] }
}

/** The usual ports that were not asked for and accept a connection: the way around what stands between. */
async function openPorts(
  tried: Target['ports'],
  addresses: readonly string[],
  withinMs: number,
): Promise<readonly number[]> {
  const others = usualPorts.filter((port) => tried.every((one) => one.port !== port))
  const dialled = await Promise.all(others.map((port) => dial(addresses[0]!, port, withinMs)))
  for (const one of dialled) if ('socket' in one) one.socket.destroy()
  return others.filter((_, index) => 'socket' in dialled[index]!)
}

/** As the app gets them: from the hosts file and the name server, in the system's order. */
async function addressesOf(
  host: string,
  withinMs: number,
): Promise<{ readonly addresses: readonly string[] } | { readonly code: string }> {
  const timer = AbortSignal.timeout(withinMs)
  // A lookup cannot be called off; its answer then comes for nobody.
  const late = new Promise<{ code: string }>((resolve) =>
    timer.addEventListener('abort', () => resolve({ code: 'ETIMEDOUT' }), { once: true }),
  )
  const found = lookup(host, { all: true, order: 'verbatim' } as const).then(
    (all) => ({ addresses: [...new Set(all.map(({ address }) => address))].slice(0, maxAddresses) }),
    (error: unknown) => ({ code: systemCode(error) }),
  )
  return Promise.race([found, late])
}
