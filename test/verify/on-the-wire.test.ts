import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect } from 'vitest'
import type { VerifyCell } from '../../src/model/verify.ts'
import type { Client } from '../../src/verify/client/client.ts'
import { type Capture, listenTo, type Segment, tshark } from '../scenarios/tshark.ts'
import { nodeClient, verified } from './support/run-verify.ts'

/** Nobody listens there: what crossed the network before this refusal has been heard when it is. */
async function ring(port: number): Promise<void> {
  await once(connect({ host: '127.0.0.2', port }), 'error')
}

const isBell = (all: readonly Segment[]): boolean => all.every(({ syn, rst }) => syn || rst)

/** Whether the bell has been heard, and every connection to its end. */
function isOver({ segments }: Capture): boolean {
  const peers = [...new Set(segments.map(({ peer }) => peer))]
  const connections = peers.map((peer) => segments.filter((one) => one.peer === peer))
  const hasEnded = (all: readonly Segment[]): boolean =>
    all.some(({ rst }) => rst) || new Set(all.filter(({ fin }) => fin).map(({ from }) => from)).size === 2
  return connections.some(isBell) && connections.every(hasEnded)
}

const count = (text: string, what: RegExp): number => [...text.matchAll(what)].length

/** What a person would say of it who listens to the network, and sees nothing else. */
const heardIn = ({ text }: Capture) => ({
  password: /^C: AUTH PLAIN \S/m.test(text),
  message: /^C: Subject: /m.test(text),
  envelope: /^C: MAIL FROM:/m.test(text),
  arrived: count(text, /^C: \.$/gm),
  delivered: count(text, /^C: \.\nS: 250 /gm),
})
type Heard = ReturnType<typeof heardIn>

const judged = ({ exposed, arrived, delivered }: VerifyCell): Heard => ({
  password: exposed.password === 'clear',
  message: exposed.message === 'clear',
  envelope: exposed.envelope === 'clear',
  arrived,
  delivered,
})

/** One tshark for a port that stays the same, as it takes long to start; what it heard, by scenario. */
function listenedTo(client: Client) {
  const heard = new Map<string, Heard>()
  let capture: Capture | null = null
  const listened: Client = {
    ...client,
    async send(target, time) {
      const listening = (capture ??= await listenTo(target.port))
      listening.forget()
      const run = await client.send(target, time)
      const leave = async () => {
        const end = await run.leave()
        await ring(target.port)
        await listening.until(isOver)
        heard.set(target.scenario, heardIn(listening))
        return end
      }
      return { ...run, leave }
    },
  }
  return { client: listened, heard, [Symbol.asyncDispose]: async () => capture?.[Symbol.asyncDispose]() }
}

const fixed = {
  host: ['127.0.0.1', '::1'],
  ports: { relay: 0, smtps: 'off', submission: 0, submissionAlt: 'off' },
  strictPorts: false,
} as const
const inClear = ['good', 'dot-451-once', 'mail-550', 'rcpt-one-550', 'cut-rst-dot', 'quit-421']
const downgrade = ['starttls-absent', 'starttls-absent-no-auth', 'ehlo-refused']

describe('what the judge says is what crosses the network, as tshark hears it', () => {
  tshark.each([
    ['careless', 'relay', inClear, [1, 2, 0, 1, 2, 1]],
    ['careless', 'submission', downgrade, [0, 1, 1, 1]],
    ['careful', 'submission', downgrade, [0, 0, 0, 0]],
  ] as const)('of the %s client on %s', async (name, port, scenarios, dots) => {
    await using listened = listenedTo(nodeClient(name))
    const { cells } = await verified(scenarios, listened.client, { ports: [port], parallel: 1, fixed })
    const heard = cells.map(({ scenario }) => listened.heard.get(scenario))
    expect(heard.map((one) => one?.arrived)).toEqual(dots)
    // What is delivered under TLS is not to be heard: there, and nowhere else, the judge is believed.
    const underTls = ({ arrived, delivered, way }: VerifyCell) => way?.tls === 'starttls' && { arrived, delivered }
    expect(cells.map(judged)).toEqual(cells.map((cell, index) => ({ ...heard[index], ...underTls(cell) })))
  })
}) // prettier-ignore
