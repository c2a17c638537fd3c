// Starts the server from the installed package, sends to it over STARTTLS, reads the message back.
import { createTransport } from 'nodemailer'
import { startServer } from 'fourport'

const server = await startServer({ certs: process.argv[2] })
const transport = createTransport(server.ports.submission.nodemailer)
await transport.sendMail({
  envelope: { from: 'a@client.test', to: 'b@client.test' },
  raw: 'Subject: packed\r\n\r\nhello\r\n',
})
const message = await server.waitForMessage({ to: 'b@client.test' })
const { subject } = await message.parse()
const raw = (await message.raw()).toString()
process.stdout.write(JSON.stringify({ subject, tls: message.tls.version, raw }))
await server.close()
