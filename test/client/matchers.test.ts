import { expect, it } from 'vitest'
import '../../src/vitest.ts'
import { connect } from '../../src/client.ts'
import { compose } from '../http/support/compose.ts'
import { sessionRecord } from '../http/support/session-record.ts'
import { startTestHttp } from '../http/support/start-test-http.ts'

it('take a client, its inbox and its messages', async () => {
  await using http = await startTestHttp()
  const client = connect(http.url)
  await expect(client).not.toHaveReceivedMessage({ subject: 'Welcome' })
  await http.add(
    await compose({
      subject: 'Welcome',
      text: 'hello',
      attachments: [{ filename: 'a.txt', content: 'attached' }],
    }),
  )
  http.store.addSession(sessionRecord('good'))
  await expect(client).toHaveReceivedMessage({ subject: 'Welcome' })
  await expect(client).toHaveNoFindings()
  await expect(await client.inbox()).not.toHaveReceivedMessage()
  const message = await client.waitForMessage()
  await expect(message).toHaveTls(false)
  await expect(message).toHaveArrivedOn('relay')
  await expect(message).toHaveSender('sender@example.test')
  await expect(message).toHaveRecipients(['rcpt@example.test'])
  await expect(message).toHaveSubject('welcome')
  await expect(message).toHaveText('hello')
  await expect(message).toHaveAttachment({ filename: 'a.txt', content: 'attached' })
})
