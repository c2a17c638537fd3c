import { createTransport } from 'nodemailer'
import { startServer } from 'fourport'
import { expect, it } from 'vitest'

it('does what docs/scenarios.md shows', async () => {
  await using server = await startServer()
  const transport = createTransport(server.ports.submission.nodemailer)
  const mail = { from: 'shop@example.test', to: 'ada@example.test', text: 'Hello' }
  const expired = await server.scenario('cert-expired', { listener: 'submission' })

  await expect(transport.sendMail(mail)).rejects.toThrow('certificate has expired')
  expect(await server.messages()).toEqual([])

  await expired.off()
  await transport.sendMail(mail)

  expect(await server.messages()).toHaveLength(1)
})
