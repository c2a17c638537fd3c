import { createTransport } from 'nodemailer'
import { startServer } from 'fourport'

await using server = await startServer({ auth: 'required', users: [{ user: 'user', password: 'secret' }] })

const transport = createTransport(server.ports.submission.nodemailer)
await transport.sendMail({
  from: 'shop@example.test',
  to: 'ada@example.test',
  subject: 'Your code',
  text: 'Your code is 493817.',
})

const message = await server.waitForMessage({ to: 'ada@example.test' })
const { subject, codes } = await message.parse()
console.log(subject, codes[0], message.tls?.version, message.auth?.user)
// Your code 493817 TLSv1.3 user
