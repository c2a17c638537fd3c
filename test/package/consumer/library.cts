// What a consumer writes whose files are CommonJS, type-checked against the declarations for `require`.
import fourport = require('fourport')
import client = require('fourport/client')
import matchers = require('fourport/matchers')
import type { FourportServer } from 'fourport'

async function use(): Promise<void> {
  const server: FourportServer = await fourport.startServer({ hostNames: ['mail.test'] })
  const remote: client.FourportClient = await client.connect(server.http?.url ?? '')
  const message: client.Message = await remote.waitForMessage({ to: 'bob@client.test' })
  await matchers.assertThat(message).toHaveTls({ version: 'TLSv1.3' })
  const names: (keyof matchers.FourportMatchers)[] = Object.keys(matchers.matchers) as never
  const failure = new fourport.FourportError('SERVER_CLOSED', names.join(', '))
  const code: fourport.ErrorCode = (failure satisfies fourport.FourportError).code
  process.stdout.write(code)
}

// @ts-expect-error an option that does not exist
void fourport.startServer({ prot: 25 }).then(use)
