// A test file as a consumer writes it for node:test, with no other runner installed.
import assert from 'node:assert'
import { test } from 'node:test'
import { createTransport } from 'nodemailer'
import { startServer } from 'fourport'
import { assertThat } from 'fourport/matchers'

test('a mail comes, and the matchers judge it', async () => {
  const server = await startServer({ certs: process.env.CONSUMER_CERTS })
  const inbox = await server.inbox()
  await createTransport(server.ports.smtps.nodemailer).sendMail({
    from: 'a@client.test',
    to: inbox.address,
    subject: 'packed',
    text: 'hello',
  })
  await assertThat(inbox).toHaveReceivedMessage({ subject: 'packed' })
  const message = await inbox.waitForMessage()
  await assertThat(message).toHaveTls()
  await assertThat(message).not.toHaveAttachment()
  await assert.rejects(assertThat(message).toHaveSubject('other'), {
    name: 'AssertionError',
    message: /packed/,
  })
  await server.close()
})
