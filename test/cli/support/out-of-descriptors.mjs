/**
 * A server whose first request comes when descriptors have run out, and is repeated when there are some. Prints the
 * statuses of both as JSON. To be run under `ulimit -n`.
 */
import { closeSync, openSync } from 'node:fs'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { startServer } from '../../../dist/index.js'

const certs = process.argv[2]
const server = await startServer({ host: '127.0.0.1', http: 0, certs })
const { port, host } = server.http
// One connection, opened while there are descriptors: a server without them takes no new one.
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

const ask = async (method, path, body) => {
  const asked = request({
    host,
    port,
    method,
    path,
    agent,
    headers: body ? { 'content-type': 'application/json' } : {},
  })
  asked.end(body)
  const [response] = await once(asked, 'response')
  response.resume()
  await once(response, 'end')
  return response.statusCode
}

await ask('OPTIONS', '/')
const held = []
const exhaust = () => {
  try {
    for (;;) held.push(openSync(process.execPath, 'r'))
  } catch (error) {
    if (error.code !== 'EMFILE') throw error
  }
}
const recover = () => held.splice(0).forEach((descriptor) => closeSync(descriptor))

/** Its status without descriptors, and with them. */
const twice = async (...question) => {
  exhaust()
  const without = await ask(...question)
  recover()
  return [without, await ask(...question)]
}

const errors = []
server.on('error', (error) => errors.push(error.code))
const livez = await twice('GET', '/livez')
await ask(
  'POST',
  '/api/v1/send',
  JSON.stringify({ From: { Email: 'a@b.test' }, To: [{ Email: 'c@d.test' }], Text: 'x' }),
)
const { id } = await server.waitForMessage()
const message = await ask('GET', `/api/messages/${id}`)
process.stdout.write(JSON.stringify({ livez, message, errors: [...new Set(errors)] }))
agent.destroy()
await server.close()
