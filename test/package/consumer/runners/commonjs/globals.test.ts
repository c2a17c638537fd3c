// The same where nothing is global, and `expect` comes from `@jest/globals`.
import 'fourport/jest'
import { expect, test } from '@jest/globals'
import { startServer } from 'fourport'

test('the matchers are there, with their types', async () => {
  const server = await startServer({ certs: process.env['CONSUMER_CERTS'] })
  await expect(server).not.toHaveReceivedMessage({ to: 'b@client.test' }, { timeoutMs: 20 })
  // @ts-expect-error a matcher that does not exist
  expect(() => expect(server).toHaveReceivedMassage()).toThrow(TypeError)
  await server.close()
})
