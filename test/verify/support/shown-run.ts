import { createTransport } from 'nodemailer'
import type { VerifyReport } from '../../../src/model/verify.ts'
import { functionClient } from '../../../src/verify/client/function.ts'
import { runVerify, type VerifySettings } from '../../../src/verify/run/verify.ts'
import { settingsOf } from './run-verify.ts'

/** A run with a page, whose client sends in a scenario only when it is let; in `dot-554` it tells nobody that it failed, in `starttls-absent` it does without TLS. */
export interface ShownRun extends AsyncDisposable {
  readonly url: string
  /** From now on it sends in this one. */
  let(scenario: string): void
  /** Resolves when every cell has been judged; the page is still there. */
  readonly done: Promise<VerifyReport>
  /** What a reader has seen of it is enough. */
  close(): Promise<void>
}

export async function shownRun(
  scenarios: readonly string[],
  settings: Partial<VerifySettings> = {},
): Promise<ShownRun> {
  const gates = new Map<string, Gate>()
  const gateOf = (name: string): Gate => {
    const gate = gates.get(name) ?? createGate()
    gates.set(name, gate)
    return gate
  }
  const opened = createGate<string>()
  const done = createGate<VerifyReport>()
  const closed = createGate()
  const stop = new AbortController()
  const client = functionClient(async function send({ scenario, nodemailer, from, to }) {
    await gateOf(scenario).opened
    const mail = { from, to: [...to], subject: `Hello ${scenario}`, text: 'Hello.' }
    const requireTLS = nodemailer.requireTLS && scenario !== 'starttls-absent'
    const sent = createTransport({ ...nodemailer, requireTLS }).sendMail(mail)
    return scenario === 'dot-554' ? sent.catch(() => undefined) : sent
  })
  const ended = runVerify(client, {
    ...settingsOf(scenarios),
    ports: ['smtps', 'submission'],
    limitMs: 60_000,
    parallel: 16,
    signal: stop.signal,
    page: { port: 0, onOpen: opened.open },
    onDone: ({ report }) => {
      done.open(report)
      return closed.opened
    },
    ...settings,
  }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  const close = async (): Promise<void> => {
    closed.open()
    await ended
  }
  return {
    url: await opened.opened,
    let: (scenario) => gateOf(scenario).open(),
    done: done.opened,
    close,
    async [Symbol.asyncDispose]() {
      stop.abort(new Error('the test is over'))
      await close()
    },
  }
}

interface Gate<Value = void> {
  readonly opened: Promise<Value>
  readonly open: (value: Value) => void
}

function createGate<Value = void>(): Gate<Value> {
  let open: (value: Value) => void = () => undefined
  const opened = new Promise<Value>((resolve) => (open = resolve))
  return { opened, open: (value) => open(value) }
}
