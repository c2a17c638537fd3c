import { createTransport } from 'nodemailer'
import { verifyClient } from 'fourport'
import 'fourport/vitest'
import { expect, it } from 'vitest'

it('verifies a function, as docs/verify.md shows', async () => {
  const report = await verifyClient(
    async ({ nodemailer, from, to }) => {
      const transport = createTransport(nodemailer)
      return transport.sendMail({ from, to: [...to], subject: 'Hello', text: 'Hello.' })
    },
    { ports: ['smtps', 'submission'], scenarios: ['identity', 'starttls-*'] },
  )
  await expect(report).toBeVerified()
  expect(report.cells.length).toBeGreaterThan(20)
})
