import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openFileStore } from '../../../src/store/file/file-store.ts'
import { serveJson } from '../../cli/support/run-cli.ts'
import { SmtpClient } from '../../cli/support/smtp-client.ts'
import { storeParts } from '../store-under-test.ts'
import { hasSqlite } from './has-sqlite.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Many by hand: `FOURPORT_KILLS=100 FOURPORT_KILL_MESSAGES=20000 npx vitest run test/store/sqlite/kill.test.ts`. */
const kills = Number(process.env['FOURPORT_KILLS'] ?? 3)
const messages = Number(process.env['FOURPORT_KILL_MESSAGES'] ?? 600)
const clients = 10

describe.runIf(hasSqlite)('a server that is killed while mail comes', () => {
  const file = temporaryFolder()

  it.each(Array.from({ length: kills }, (_, n) => [n + 1]))(
    'has all that it answered with 250, whole and once (%i)',
    async (run) => {
      const store = file('mail.db')
      const sync = run % 2 === 0 ? 'normal' : 'full'
      const cli = await serveJson(['--store', store, '--store-sync', sync])
      const { port } = cli.ready['ports'].relay as { readonly port: number }
      // Somewhere in the middle, elsewhere in each run.
      const killedAfter = Math.ceil(messages * (0.1 + 0.8 * ((run * 0.618) % 1)))
      const answered = new Map<string, number>()
      const kept = (id: string, number: number): void => {
        answered.set(id, number)
        if (answered.size === killedAfter) cli.child.kill('SIGKILL')
      }
      await Promise.all(Array.from({ length: clients }, (_, client) => send(port, client, kept)))
      expect(await cli.ended).toMatchObject({ signal: 'SIGKILL' })
      expect(answered.size).toBeGreaterThanOrEqual(killedAfter)
      expect(answered.size).toBeLessThan(messages)
      await checkStored(store, answered)
    },
    120_000,
  )
})

/** Sends its share of the messages, as long as there is a server. */
async function send(port: number, client: number, kept: (id: string, number: number) => void): Promise<void> {
  const smtp = new SmtpClient(port)
  await smtp.reply()
  await smtp.say('EHLO client.test')
  for (let number = client; number < messages; number += clients) {
    await smtp.say('MAIL FROM:<a@b.test>')
    await smtp.say(`RCPT TO:<number-${number}@b.test>`)
    if (!(await smtp.say('DATA')).startsWith('354')) break
    const reply = await smtp.say(`${textOf(number)}.`)
    const [, id] = /^250 .*kept as (\S+)/.exec(reply) ?? []
    if (id === undefined) break
    kept(id, number)
  }
  await smtp.close()
}

/** Of several sizes, the largest of more than one block. */
function textOf(number: number): string {
  const size = number % 50 === 0 ? 300_000 : 100 + ((number * 37) % 4_000)
  return `Subject: ${number}\r\n\r\n${`${number} `.repeat(Math.ceil(size / 6))}\r\n`
}

async function checkStored(file: string, answered: ReadonlyMap<string, number>): Promise<void> {
  const { parts } = storeParts({ maxMessages: 1_000_000, maxMessageBytes: 2 ** 40, maxSessions: 10_000 })
  const store = await openFileStore({ file, sync: 'full' }, parts)
  const stored = (await store.listMessages()).messages
  expect(await store.counts()).toMatchObject({ messages: stored.length })
  const ids = new Set(stored.map(({ id }) => id))
  expect([...answered.keys()].filter((id) => !ids.has(id))).toEqual([])
  const recipients = stored.map(({ envelope }) => envelope.rcptTo[0] ?? '')
  expect(new Set(recipients).size).toBe(stored.length)
  for (const { id, envelope } of stored) {
    const number = Number(/number-(\d+)@/.exec(envelope.rcptTo[0] ?? '')?.[1])
    if (answered.has(id)) expect(number).toBe(answered.get(id))
    expect(sha256((await store.bytes(id)) as Buffer)).toBe(sha256(Buffer.from(textOf(number))))
  }
  await store.close()
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
