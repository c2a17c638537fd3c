// A test file as a consumer writes it: type-checked, and run by vitest.
import { createTransport } from 'nodemailer'
import { expect } from 'vitest'
import * as entry from 'fourport/vitest'

const test = entry.createTest({ certs: process.env['CONSUMER_CERTS'] ?? 'certs' })

test('the entry has these names and no others', () => {
  expect(Object.keys(entry).toSorted()).toEqual(['createTest', 'it', 'test'])
})

test('a mail comes to the inbox', async ({ server, inbox }) => {
  const { user, password: pass } = inbox
  const transport = createTransport({ ...server.ports.smtps.nodemailer, auth: { user, pass } })
  await transport.sendMail({ from: 'a@client.test', to: inbox.address, subject: 'packed', text: 'hello' })
  await expect(inbox).toHaveReceivedMessage({ subject: 'packed' })
  await expect(server).toHaveNoFindings()
})
