import { describe, expect, it } from 'vitest'
import { type FourportServer, startServer } from '../../../src/index.ts'
import { openFileStore } from '../../../src/store/file/file-store.ts'
import { serveJson } from '../../cli/support/run-cli.ts'
import { SmtpClient } from '../../cli/support/smtp-client.ts'
import { storeParts } from '../store-under-test.ts'
import { hasSqlite } from './has-sqlite.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe.runIf(hasSqlite)('a server that is started again on its file', () => {
  const file = temporaryFolder()

  it('has its mail, its sessions, its inboxes, its faults and its scenarios', async () => {
    const options = {
      store: file('mail.db'),
      certs: file('certs'),
      faults: [{ at: 'RCPT', to: '*@never.test', reply: { code: 550 } }],
      http: 0,
    } as const
    const first = await startServer(options)
    const inbox = await first.inbox({ name: 'sign-up' })
    await (await first.inbox()).delete()
    await first.fault({ at: 'RCPT', to: 'busy@b.test', reply: { code: 451 }, times: 2 })
    await (await first.fault({ at: 'MAIL', reply: { code: 421 } })).off()
    await first.scenario('cert-expired', { listener: 'submission' })
    expect(await answerTo(first, 'busy@b.test')).toMatch(/^451/)
    expect(await answerTo(first, inbox.address)).toMatch(/^250 .*kept/)
    await first.close()

    const server = await startServer(options)
    const faults = (await server.faults()).map(({ fault, fired, state }) => [fault.to, fired, state])
    expect(faults).toEqual([
      ['busy@b.test', 1, 'set'],
      ['*@never.test', 0, 'set'],
    ])
    expect(await answerTo(server, 'busy@b.test')).toMatch(/^451/)
    expect(await answerTo(server, 'busy@b.test')).toMatch(/^250/)
    expect(await server.messages({ to: inbox.address })).toHaveLength(1)
    expect((await server.sessions()).length).toBeGreaterThanOrEqual(2)
    const { inboxes } = (await read(server, 'api/inboxes')) as { inboxes: readonly object[] }
    expect(inboxes).toEqual([
      expect.objectContaining({ id: inbox.id, password: inbox.password, name: 'sign-up' }),
    ])
    const { ports } = (await read(server, 'api/ports')) as {
      ports: readonly { name: string; scenario: object | null }[]
    }
    expect(ports.flatMap(({ name, scenario }) => (scenario === null ? [] : [[name, scenario]]))).toEqual([
      ['submission', expect.objectContaining({ name: 'cert-expired' })],
    ])
    await server.close()
  })

  it('says of a session that went on when it was killed that the server ended it', async () => {
    const cli = await serveJson(['--store', file('mail.db')])
    const { port } = cli.ready['ports'].relay as { readonly port: number }
    const client = new SmtpClient(port)
    await client.reply()
    await client.say('EHLO waiting.test')
    const reader = await import('../../../src/store/file/sqlite.ts')
    const database = reader.sqlite()(file('mail.db'), { readOnly: true })
    const left = database.prepare('SELECT count(*) AS count FROM openSessions')
    await expect.poll(() => left.get()?.['count'], { timeout: 20_000 }).toBe(1)
    database.close()
    await cli.stop('SIGKILL')
    const store = await openFileStore({ file: file('mail.db'), sync: 'full' }, storeParts().parts)
    const sessions = await store.listSessions()
    expect(sessions).toMatchObject([
      { clientName: 'waiting.test', close: { by: 'server', how: 'destroyed' } },
    ])
    expect(sessions[0]?.entries.at(-1)).toMatchObject({ kind: 'server', what: 'shutdown' })
    await store.close()
  })
})

/** What a client hears last that sends a mail there over port 25. */
async function answerTo(server: FourportServer, recipient: string): Promise<string> {
  const client = new SmtpClient(server.ports.relay.port)
  await client.reply()
  await client.say('EHLO client.test')
  await client.say('MAIL FROM:<a@b.test>')
  const answer = await client.say(`RCPT TO:<${recipient}>`)
  const last = answer.startsWith('250')
    ? (await client.say('DATA'), await client.say('Subject: x\r\n\r\nHi\r\n.'))
    : answer
  await client.close()
  return last
}

async function read(server: FourportServer, path: string): Promise<unknown> {
  const answer = await fetch(new URL(path, server.http?.url))
  return answer.json()
}
