// A test file as a consumer writes it for Jest as it comes: CommonJS, in a realm of its own.
const { createTransport } = require('nodemailer')
const { FourportError, startServer } = require('fourport')
const { connect } = require('fourport/client')
const { assertThat } = require('fourport/matchers')

const certs = process.env.CONSUMER_CERTS
let server
beforeAll(async () => {
  server = await startServer({ certs, http: 0 })
})
afterAll(() => server.close())

test('a mail comes, and the matchers judge it', async () => {
  await createTransport(server.ports.submission.nodemailer).sendMail({
    from: 'a@client.test',
    to: 'b@client.test',
    subject: 'packed',
    attachments: [{ filename: 'a.txt', content: 'content' }],
  })
  await expect(server).toHaveReceivedMessage({ subject: /^packed$/ })
  const message = await server.waitForMessage({ since: new Date(0) })
  await expect(message).toHaveTls({ version: 'TLSv1.3' })
  await expect(message).toHaveAttachment({ content: Buffer.from('content') })
  await assertThat(message).toHaveSender('a@client.test')
  expect(message.receivedAt).toBeInstanceOf(Date)
  expect(message.envelope).toStrictEqual({
    mailFrom: 'a@client.test',
    rcptTo: ['b@client.test'],
    mailParameters: {},
    rcptParameters: {},
  })
})

test('the page answers, and the client reads it', async () => {
  const client = await connect(server.http.url)
  const message = await client.waitForMessage({ since: new Date(0) })
  expect(message.envelope.rcptTo).toEqual(['b@client.test'])
  const page = await fetch(server.http.url)
  expect(await page.text()).toContain('<!doctype html>')
})

test('an error is one of this realm', async () => {
  const failure = startServer({ certs, ports: { relay: server.ports.relay.port } })
  await expect(failure).rejects.toBeInstanceOf(FourportError)
  await expect(failure).rejects.toBeInstanceOf(Error)
  await expect(failure).rejects.toMatchObject({ code: 'PORT_IN_USE' })
})
