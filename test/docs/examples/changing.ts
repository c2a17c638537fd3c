import { startServer } from 'fourport'
import { expect, it } from 'vitest'

it('sets the fault of docs/changing.md', async () => {
  await using server = await startServer()

  await server.fault({ at: 'RCPT', to: '*@busy.test', reply: { code: 451 }, times: 2 })

  expect((await server.faults()).map(({ fault }) => fault.at)).toEqual(['RCPT'])
})
