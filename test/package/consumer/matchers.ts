// The matchers, as a test file of a consumer sees them.
import { expect } from 'vitest'
import { test } from 'fourport/vitest'

test('a mail comes', async ({ server }) => {
  await expect(server).toHaveReceivedMessage({ to: 'bob@client.test' })
  expect(server).toHaveNoFindings()
})
