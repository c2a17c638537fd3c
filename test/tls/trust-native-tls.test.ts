import { join } from 'node:path'
import { expect } from 'vitest'
import { startServer } from '../../src/server/start-server.ts'
import { trustInstructions } from '../../src/tls/trust.ts'
import { programs } from '../support/clients/current.ts'
import { run, scratchDirectory, testWith, type Ran } from './fixtures.ts'

testWith('rust of today')(
  'what is printed makes a Rust client on native-tls trust the CA, by variable',
  async () => {
    const certs = join(scratchDirectory(), `it's here`)
    await using server = await startServer({ certs })
    const env = {
      MAIL_HOST: 'localhost',
      MAIL_PORT: String(server.ports.smtps.port),
      MAIL_TLS: 'implicit',
      MAIL_USER: 'ada',
      MAIL_PASSWORD: 'battery staple',
      MAIL_FROM: 'from@example.test',
      MAIL_TO: 'to@example.test',
      MAIL_SUBJECT: 'Hello',
      MAIL_TIMEOUT_MS: '30000',
    }
    const lettre = join(programs, 'lettre')
    const send = (line: string): Promise<Ran> =>
      run('sh', ['-ec', `unset SSL_CERT_FILE SSL_CERT_DIR\n${line}\n"$0" native-tls`, lettre], env)
    expect(await send('')).toMatchObject({
      code: 1,
      output: expect.stringContaining('certificate verify failed'),
    })
    const rust = trustInstructions(join(certs, 'ca.pem')).find(({ tool }) => tool.includes('Rust'))
    const variable = rust?.lines.slice(0, 2).join('\n') ?? ''
    expect(await send(variable)).toEqual({ code: 0, output: '' })
    expect(await server.messages()).toHaveLength(1)
  },
)
