// A test file as a consumer writes it for Jest, whose tests run in a realm of their own.
import { createTransport } from 'nodemailer'
import { startServer } from 'fourport'

let server
beforeAll(async () => {
  server = await startServer({ certs: process.env.CONSUMER_CERTS })
})
afterAll(() => server.close())

test('a mail comes, and the matchers judge it', async () => {
  const attachments = [{ filename: 'a.txt', content: 'content' }]
  await createTransport(server.ports.submission.nodemailer).sendMail({
    from: 'a@client.test',
    to: 'b@client.test',
    subject: 'packed',
    text: 'hello',
    attachments,
  })
  await expect(server).toHaveReceivedMessage({ subject: /^packed$/ })
  await expect(server).toHaveNoFindings()
  const message = await server.waitForMessage({ since: new Date(0) })
  await expect(message).toHaveTls({ version: 'TLSv1.3' })
  await expect(message).toHaveArrivedOn('submission')
  await expect(message).toHaveSender('a@client.test')
  await expect(message).toHaveRecipients(['b@client.test'])
  await expect(message).toHaveText(/hello/)
  await expect(message).toHaveAttachment({ content: Buffer.from('content') })
  await expect(message).not.toHaveAttachment({ filename: 'b.txt' })
  await expect(expect(message).toHaveSubject('other')).rejects.toThrow(/packed/)
  // A verdict, though the server is one of the ES modules and Jest has required the matchers.
  await expect(expect(server).not.toHaveReceivedMessage({})).rejects.toHaveProperty('matcherResult')
})

test('an error says what is wrong', async () => {
  const port = server.ports.relay.port
  await expect(
    startServer({ certs: process.env.CONSUMER_CERTS, ports: { relay: port } }),
  ).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    message: expect.stringContaining(String(port)),
  })
})
