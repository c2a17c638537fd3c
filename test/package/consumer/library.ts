// Everything a consumer writes against the library, type-checked against the packed declarations.
import { FourportError, startServer, type FourportServer, type Message, type SessionRecord } from 'fourport'

const server: FourportServer = await startServer({
  auth: 'required',
  users: [{ user: 'user', password: 'secret' }],
  hostNames: ['mail.test'],
})
try {
  const { host, port, tls } = server.ports.submission
  const settings: { host: string; port: number; tls: 'none' | 'implicit' | 'starttls' } = { host, port, tls }
  const message: Message = await server.waitForMessage({ to: 'bob@client.test' }, { timeoutMs: 1000 })
  const raw: Buffer = await message.raw()
  const session: SessionRecord | undefined = (await server.sessions())[0]
  const { findings = [] } = session === undefined ? {} : await server.verdict(session)
  const ids: string[] = findings.map((finding) => finding.id)
  process.stdout.write(JSON.stringify([settings, raw.length, ids, server.ca.pem]))
} catch (error) {
  if (error instanceof FourportError) process.stdout.write(`${error.code} ${error.help}`)
} finally {
  await server.close()
}

// @ts-expect-error an option that does not exist
await startServer({ prot: 25 })
