// Ends before anything that its server might still have loaded.
const { startServer } = require('fourport')

test('leaves two servers open', async () => {
  await startServer({ certs: process.env.CONSUMER_CERTS, http: 0 })
  await startServer({ certs: process.env.CONSUMER_CERTS })
})
