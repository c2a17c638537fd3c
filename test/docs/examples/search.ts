import { createTransport } from 'nodemailer'
import { startServer } from 'fourport'
import { expect, it } from 'vitest'

it('searches as docs/search.md shows', async () => {
  await using server = await startServer()
  const mail = { from: 'shop@example.test', to: 'ada@example.test', subject: 'Your code is 482913' }
  await createTransport(server.ports.relay.nodemailer).sendMail({
    ...mail,
    text: 'It is attached.',
    attachments: [{ filename: 'code.txt', content: '482913' }],
  })

  await server.waitForMessage({ query: 'from:shop has:attachment -tag:newsletter "your code"' })

  await expect(server.messages({ query: 'from:shop -has:attachment' })).resolves.toEqual([])
})
