import { once } from 'node:events'
import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { functionClient, type SendFunction } from '../../src/verify/client/function.ts'
import { fakeMachine } from './support/fake-machine.ts'
import { cellOf, cellsInWords, verified } from './support/run-verify.ts'

type Target = Parameters<SendFunction>[0]
const onRelay = { ports: ['relay'], parallel: 1 } as const

async function send({ nodemailer, from, to }: Target): Promise<void> {
  const transport = createTransport(nodemailer)
  await transport.sendMail({ from, to: [...to], text: 'Hello.' }).finally(() => transport.close())
}

/** Comes to the server, and does nothing; `then` is called when it is there. */
async function hang({ host, port, signal }: Target, then: () => void): Promise<void> {
  const socket = connect(port, host)
  signal.addEventListener('abort', () => socket.destroy())
  await once(socket, 'data')
  then()
  await once(socket, 'close')
}

/** Hangs so many times in one scenario, until its time is up; else it sends. */
function hangingClient(scenario: string, times: number, machine = fakeMachine(), lateMs = 0) {
  const calls: string[] = []
  const client = functionClient(async (target) => {
    calls.push(target.scenario)
    const hung = calls.filter((name) => name === scenario).length
    if (target.scenario !== scenario || hung > times) return send(target)
    return hang(target, () => machine.pass(25_000 + lateMs, lateMs))
  })
  return { client, calls, machine }
}

describe('a client whose time is up', () => {
  it('on a late machine is run again, alone', async () => {
    const { client, calls, machine } = hangingClient('mail-451', 1, fakeMachine(), 5000)
    const report = await verified(['mail-451', 'rcpt-550'], client, { ...onRelay, machine })
    expect(cellsInWords(report)).toEqual([
      'good relay passed: delivered',
      'mail-451 relay passed: reported',
      'rcpt-550 relay passed: reported',
    ])
    expect(calls).toEqual(['good', 'mail-451', 'rcpt-550', 'mail-451'])
    // Of the run that counts.
    expect(cellOf(report, 'mail-451', 'relay').sessions).toHaveLength(1)
  })

  it('has hung where it does so once more', async () => {
    const { client, calls, machine } = hangingClient('mail-451', 2, fakeMachine({ busy: true }))
    const report = await verified(['mail-451'], client, { ...onRelay, machine })
    expect(cellsInWords(report)).toEqual(['good relay passed: delivered', 'mail-451 relay hung: hung'])
    expect(calls).toEqual(['good', 'mail-451', 'mail-451'])
  })

  it('has hung at once on a machine that was not late', async () => {
    const { client, calls, machine } = hangingClient('mail-451', 1)
    const report = await verified(['mail-451'], client, { ...onRelay, machine })
    expect(cellsInWords(report)).toEqual(['good relay passed: delivered', 'mail-451 relay hung: hung'])
    expect(calls).toEqual(['good', 'mail-451'])
  })

  it('at the healthy server, on a late machine, is run again before anything leans on it', async () => {
    const { client, calls, machine } = hangingClient('good', 1, fakeMachine({ busy: true }))
    const report = await verified(['mail-451'], client, { ...onRelay, machine })
    expect(cellsInWords(report)).toEqual(['good relay passed: delivered', 'mail-451 relay passed: reported'])
    expect(calls).toEqual(['good', 'good', 'mail-451'])
  })
})

describe('a client that is slow', () => {
  it('at the healthy server gets four times as long elsewhere', async () => {
    const machine = fakeMachine()
    const slow = functionClient(async (target) => {
      const socket = connect(target.port, target.host)
      await once(socket, 'data')
      machine.pass(target.scenario === 'good' ? 15_000 : 59_000)
      socket.destroy()
      if (!target.signal.aborted) await send(target)
    })
    const report = await verified(['mail-451'], slow, { ...onRelay, machine })
    expect(cellsInWords(report)).toEqual(['good relay passed: delivered', 'mail-451 relay passed: reported'])
  })
})

describe('a client that had not come when its time was up', () => {
  it('is unproven there: nobody knows whether it would have', async () => {
    const machine = fakeMachine()
    const client = functionClient(async (target) => {
      if (target.scenario !== 'mail-451') return send(target)
      machine.pass(20_000)
      await once(target.signal, 'abort').catch(() => undefined)
    })
    const report = await verified(['mail-451'], client, { ...onRelay, machine })
    expect(cellsInWords(report)).toEqual([
      'good relay passed: delivered',
      'mail-451 relay unproven: no connection',
    ])
  })
})
