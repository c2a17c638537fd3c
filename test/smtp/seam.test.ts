import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { SMTPConnection as Theirs } from 'smtp-server/lib/smtp-connection.js'
import { describe, expect, it } from 'vitest'
import { profiles } from '../../src/model/port-profile.ts'
import {
  createHost,
  createSmtpServer,
  loadSmtpServer,
  type SmtpServer,
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

function connect(): { smtpServer: SmtpServer; driven: object } {
  const host = createHost(profiles.submission, true, testSettings, (error) => {
    throw error
  })
  const driven = new (loadSmtpServer())(host, 'id')
  return { smtpServer: createSmtpServer(host, 'id'), driven }
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
    const own = ['path', 'reply', 'over', 'host']
    expect([...used].filter((name) => ![...methods, ...fields, ...own].includes(name as never))).toEqual([])
  })

  describe('greets by what it has answered before', () => {
    const host = createHost(profiles.submission, true, testSettings, (error) => {
      throw error
    })
    const greet = (smtpServer: SmtpServer, line: string) => smtpServer.run('EHLO', line) as Reply

    it('the same in every way, and the transaction is over', () => {
      const [first, second] = [createSmtpServer(host, 'a'), createSmtpServer(host, 'b')]
      const answer = greet(first, 'EHLO client.test')
      expect(greet(second, 'EHLO client.test')).toBe(answer)
      expect(second.state).toBe('greeted')
      second.runPath('MAIL', { address: 'a@b.test', args: {} })
      expect(second.state).toBe('mail')
      expect(greet(second, 'EHLO client.test')).toBe(answer)
      expect(second.state).toBe('greeted')
    })

    it('one object for all names', () => {
      const answer = greet(createSmtpServer(host, 'a'), 'EHLO client.test')
      expect(greet(createSmtpServer(host, 'b'), 'EHLO another.test')).toBe(answer)
      expect(Object.isFrozen(answer) && Object.isFrozen(answer.text)).toBe(true)
    })

    it('without AUTH where its client has logged in, and with it for the next', () => {
      const smtpServer = createSmtpServer(host, 'a')
      const hasAuth = ({ text }: Reply): boolean => [...text].some((line) => line.startsWith('AUTH '))
      expect(hasAuth(greet(smtpServer, 'EHLO client.test'))).toBe(true)
      smtpServer.loggedIn('user')
      expect(hasAuth(greet(smtpServer, 'EHLO client.test'))).toBe(false)
      expect(hasAuth(greet(createSmtpServer(host, 'b'), 'EHLO client.test'))).toBe(true)
    })

    it('and never by what it has refused', () => {
      for (let time = 0; time < 2; time++) {
        const smtpServer = createSmtpServer(host, 'a')
        expect(greet(smtpServer, 'EHLO two names').code).toBe(501)
        expect(smtpServer.state).toBe('connected')
      }
    })
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

  it('its own fields beside those of smtp-server take no name of theirs', () => {
    for (const name of ['path', 'reply', 'over']) expect(source).not.toMatch(new RegExp(`this\\.${name}\\b`))
  })

  it('a transaction as smtp-server keeps it', () => {
    const { smtpServer } = connect()
    expect(smtpServer.state).toBe('connected')
    expect(smtpServer.run('EHLO', 'EHLO client.test')).toMatchObject({ code: 250, enhanced: null })
    expect(smtpServer.state).toBe('greeted')
    const sender = { address: 'a@x.test', args: { SMTPUTF8: true } } as const
    expect(smtpServer.runPath('MAIL', sender)).toMatchObject({ code: 250, enhanced: '2.1.0' })
    expect(smtpServer.state).toBe('mail')
    expect(smtpServer.utf8).toBe(true)
    const recipient = { address: 'b@x.test', args: {} }
    expect(smtpServer.runPath('RCPT', recipient)).toMatchObject({ code: 250, enhanced: '2.1.5' })
    expect(smtpServer.state).toBe('rcpt')
    expect(smtpServer.transaction).toMatchObject({
      mailFrom: { address: 'a@x.test', args: { SMTPUTF8: true } },
      rcptTo: [{ address: 'b@x.test' }],
    })
    smtpServer.reset()
    expect(smtpServer.state).toBe('greeted')
    expect(smtpServer.run('QUIT', 'QUIT')).toMatchObject({
      end: 'fin',
      first: { code: 221, enhanced: '2.0.0' },
    })
  })
})
