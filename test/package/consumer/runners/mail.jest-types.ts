// What a consumer writes under Jest's global types, type-checked against the packed declarations.
import 'fourport/jest'
import { startServer } from 'fourport'

test('types', async () => {
  await using server = await startServer()
  await expect(server).toHaveReceivedMessage({ to: 'b@client.test' })
  await expect(await server.waitForMessage()).not.toHaveTls({ version: 'TLSv1.2' })
  // @ts-expect-error a matcher that does not exist
  await expect(server).toHaveReceivedMassage()
})
