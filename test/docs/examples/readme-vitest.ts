import type { ServerPort } from 'fourport'
import { createTransport } from 'nodemailer'
import { expect } from 'vitest'
import { test } from 'fourport/vitest'

test('sends the invoice over TLS', async ({ server, inbox }) => {
  await sendInvoice(server.ports.smtps, inbox.address)
  const message = await inbox.waitForMessage()
  await expect(message).toHaveTls()
  await expect(message).toHaveAttachment({ filename: 'invoice.pdf' })
  await expect(server).toHaveNoFindings()
})

async function sendInvoice(port: ServerPort, to: string): Promise<void> {
  await createTransport(port.nodemailer).sendMail({
    from: 'shop@example.test',
    to,
    subject: 'Your invoice',
    text: 'Attached.',
    attachments: [{ filename: 'invoice.pdf', content: '%PDF-1.7' }],
  })
}
