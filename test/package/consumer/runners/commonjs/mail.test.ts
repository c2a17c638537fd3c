// A test file as a consumer writes it for ts-jest, type-checked as it does.
import 'fourport/jest'
import { startServer, type FourportServer } from 'fourport'
import { assertThat } from 'fourport/matchers'

let server: FourportServer
beforeAll(async () => {
  server = await startServer({ certs: process.env['CONSUMER_CERTS'] })
})
afterAll(() => server.close())

test('the matchers are there, with their types', async () => {
  await expect(server).not.toHaveReceivedMessage({ to: 'b@client.test' }, { timeoutMs: 20 })
  await expect(expect(server).toHaveReceivedMessage({}, { timeoutMs: 20 })).rejects.toThrow(/Waited \d+ ms/)
  await assertThat(server).not.toHaveReceivedMessage({}, { timeoutMs: 20 })
  // @ts-expect-error a matcher that does not exist
  expect(() => expect(server).toHaveReceivedMassage()).toThrow(TypeError)
})
