import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type FourportServer, type ServerMailbox, startServer } from '../../src/index.ts'
import { send } from '../support/send.ts'

/** How faults are set alike: on a server in the process, and by a client of its API. */
export function faultsContract(mailboxOf: (server: FourportServer) => ServerMailbox): void {
  let server: FourportServer
  let mailbox: ServerMailbox
  beforeAll(async () => {
    server = await startServer({ http: 0 })
    mailbox = mailboxOf(server)
  })
  afterAll(() => server.close())
  beforeEach(() => mailbox.clearFaults())

  it('fire, are counted, are over, and stay known', async () => {
    const given = { at: 'RCPT', to: '*@slow.test', times: 1, reply: { code: 451 } } as const
    const grey = await mailbox.fault(given)
    expect(await mailbox.faults()).toEqual([{ id: grey.id, fault: given, fired: 0, state: 'set' }])
    await expect(send(server.ports.relay, { to: 'ada@slow.test' })).rejects.toMatchObject({
      responseCode: 451,
    })
    await send(server.ports.relay, { to: 'ada@slow.test' })
    expect(await grey.fired()).toBe(1)
    expect(await mailbox.faults()).toEqual([{ id: grey.id, fault: given, fired: 1, state: 'over' }])
  })

  it('are taken off one by one, twice without harm, and all at once', async () => {
    {
      await using down = await mailbox.fault({ at: 'MAIL', reply: { code: 421 } })
      await expect(send(server.ports.relay)).rejects.toMatchObject({ responseCode: 421 })
      await down.off()
      expect(await down.fired()).toBe(1)
    }
    await send(server.ports.relay)
    await mailbox.fault({ at: 'QUIT', delayMs: 1 })
    await mailbox.fault({ at: 'QUIT', cut: 'fin' })
    expect(await mailbox.clearFaults()).toBe(2)
    expect(await mailbox.faults()).toEqual([])
    expect(await mailbox.clearFaults()).toBe(0)
  })

  it.each([
    [{ at: 'RCPT', recipient: 'ada@b.test' }, 'OPTION_UNKNOWN', 'fault has no option "recipient"'],
    [{ at: 'RCTP', cut: 'fin' }, 'OPTION_INVALID', 'Did you mean "RCPT"?'],
    [{ at: 'RCPT', reply: { code: 150 } }, 'OPTION_INVALID', 'code is 150'],
    [{ at: 'MAIL', to: 'a@b.test', cut: 'fin' }, 'OPTION_INVALID', 'to is not known at MAIL'],
    [{ at: 'RCPT', cut: 'fin', listener: 'smtp' }, 'OPTION_INVALID', 'Did you mean "smtps"?'],
    [['RCPT'], 'OPTION_INVALID', "fault was given [ 'RCPT' ]; expected a fault such as"],
  ])('that could not fire are refused: %j', async (given, code, text) => {
    await expect(mailbox.fault(given as never)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text) as string,
    })
    expect(await mailbox.faults()).toEqual([])
  })
}
