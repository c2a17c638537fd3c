import { MailpitClient } from 'mailpit-api'
import { expect, test } from 'vitest'
import { compose } from '../support/compose.ts'
import { startTestHttp } from '../support/start-test-http.ts'

test('a forwarded mail is a part for Mailpit’s clients, and not in the text', async () => {
  await using http = await startTestHttp()
  const mailpit = new MailpitClient(http.url)
  const original = 'Subject: Original\r\n\r\nCode 482913\r\n'
  const { id } = await http.add(
    await compose({
      text: 'See below.',
      attachments: [{ filename: 'original.eml', contentType: 'message/rfc822', content: original }],
    }),
  )
  const message = await mailpit.getMessageSummary(id)
  expect(message.Text.trim()).toBe('See below.')
  expect(message.Inline).toMatchObject([{ FileName: 'original.eml', ContentType: 'message/rfc822' }])
  const part = await mailpit.getMessageAttachment(id, message.Inline[0]?.PartID ?? '')
  expect((await part.text()).trim()).toBe(original.trim())
  const { messages } = await mailpit.listMessages()
  expect(messages[0]?.Snippet).toBe('See below.')
})
