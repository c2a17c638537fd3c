import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { SMTPConnection as Theirs } from 'smtp-server/lib/smtp-connection.js'
import { describe, expect, it } from 'vitest'
import { profiles } from '../../src/model/port-profile.ts'
import {
  type Connection,
  createConnection,
  createHost,
  type Dialogue,
  loadConnection,
} from '../../src/protocol/smtp-server.ts'
import type { Reply } from '../../src/protocol/replies/reply.ts'
import { rewordings } from '../../src/protocol/replies/rewordings.ts'
import { testSettings } from '../support/smtp-bench.ts'

/** The build of it that the seam loads. */
const { SMTPConnection } = createRequire(import.meta.url)('smtp-server/lib/smtp-connection.js') as {
  readonly SMTPConnection: typeof Theirs
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const source = read('../../node_modules/smtp-server/dist/cjs/smtp-connection.js')
const seam = read('../../src/protocol/smtp-server.ts')

/** Members of smtp-server's connection that the seam overrides, calls or reads. */
const methods = [
  'send',
  'close',
  '_createParser',
  '_parseAddressCommand',
  '_setClientHostname',
  '_resetSession',
  '_getEnhancedStatusCode',
  'handler_EHLO',
  'handler_HELO',
  'handler_MAIL',
  'handler_RCPT',
  'handler_RSET',
  'handler_NOOP',
  'handler_QUIT',
  'handler_VRFY',
  'handler_HELP',
] as const
const fields = [
  'session',
  'hostNameAppearsAs',
  'secure',
  '_rcptIndex',
  '_nextHandler',
  'openingCommand',
] as const

function connect(): { connection: Connection; driven: object; replies: Reply[]; hungUp: () => boolean } {
  const replies: Reply[] = []
  let over = false
  const dialogue: Dialogue = {
    answer: (reply) => replies.push(reply),
    hangUp: () => {
      over = true
    },
  }
  const host = createHost(profiles.submission, true, testSettings, (error) => {
    throw error
  })
  const driven = new (loadConnection())(host, 'id', dialogue)
  return { connection: createConnection(host, 'id', dialogue), driven, replies, hungUp: () => over }
}

describe('the seam to smtp-server', () => {
  it('is pinned to one version', () => {
    const ours = JSON.parse(read('../../package.json')) as { dependencies: Record<string, string> }
    const theirs = JSON.parse(read('../../node_modules/smtp-server/package.json')) as { version: string }
    expect(ours.dependencies['smtp-server']).toMatch(/^\d+\.\d+\.\d+$/)
    expect(theirs.version).toBe(ours.dependencies['smtp-server'])
  })

  it.each(methods)('%s() is still a method there', (name) => {
    expect(typeof SMTPConnection.prototype[name]).toBe('function')
  })

  it.each(fields)('%s is still a field there', (name) => {
    expect(connect().driven).toHaveProperty(name)
  })

  it('names no member of smtp-server that is not checked here', () => {
    const used = new Set(seam.match(/(?<=\b(?:this|super|driven|#driven)\.)_?[A-Za-z]\w*/g))
    const own = ['path']
    expect([...used].filter((name) => ![...methods, ...fields, ...own].includes(name as never))).toEqual([])
  })

  it('is the only file that knows smtp-server', () => {
    const src = new URL('../../src/', import.meta.url)
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )
    const knowing = files.filter((name) => read(`../../src/${name}`).includes("'smtp-server/"))
    expect(knowing).toEqual(['protocol/smtp-server.ts'])
  })

  it.each(Object.keys(rewordings))('smtp-server still says: %s', (text) => {
    // Some of its texts are put together; their parts are there.
    const parts = text.split('EHLO')
    for (const part of parts) expect(source).toContain(part.trim())
  })

  it('a transaction as smtp-server keeps it', () => {
    const { connection, replies, hungUp } = connect()
    expect(connection.stage).toBe('connected')
    connection.run('EHLO', 'EHLO client.test')
    expect(connection.stage).toBe('greeted')
    connection.runPath('MAIL', { address: 'a@x.test', args: { SMTPUTF8: true } })
    expect(connection.stage).toBe('mail')
    expect(connection.utf8).toBe(true)
    connection.runPath('RCPT', { address: 'b@x.test', args: {} })
    expect(connection.stage).toBe('rcpt')
    expect(connection.transaction).toMatchObject({
      mailFrom: { address: 'a@x.test', args: { SMTPUTF8: true } },
      rcptTo: [{ address: 'b@x.test' }],
    })
    connection.reset()
    expect(connection.stage).toBe('greeted')
    connection.run('QUIT', 'QUIT')
    expect(hungUp()).toBe(true)
    expect(replies.map((reply) => [reply.code, reply.enhanced])).toEqual([
      [250, null],
      [250, '2.1.0'],
      [250, '2.1.5'],
      [221, '2.0.0'],
    ])
  })
})
