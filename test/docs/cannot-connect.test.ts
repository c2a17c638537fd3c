import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printedErrors } from '../../src/diagnosis/printed-errors.ts'
import { goEnv, programs } from '../support/clients/current.ts'
import { runProcess } from '../support/clients/run-process.ts'
import { fullListener, type FullListener } from '../support/full-listener.ts'
import { type ProgramName, whyNot } from '../support/programs/programs.ts'
import { table } from './documents.ts'

const page = 'docs/cannot-connect.md'
const folder = fileURLToPath(new URL('cannot-connect/', import.meta.url))
const seconds = '1'

interface Dialler {
  readonly needs: readonly ProgramName[]
  /** The program and its words, from the host and the port. */
  readonly run: (host: string, port: string) => readonly [string, ...string[]]
  readonly env?: (host: string, port: string) => Readonly<Record<string, string>>
  readonly input?: string
}

const inFolder =
  (command: string, ...words: readonly string[]) =>
  (host: string, port: string): readonly [string, ...string[]] => [
    command,
    ...words.slice(0, -1),
    join(folder, words.at(-1)!),
    host,
    port,
    seconds,
  ]

/** By the name that the page has for each. */
const diallers: Readonly<Record<string, Dialler>> = {
  Node: { needs: [], run: inFolder(process.execPath, 'net.mjs') },
  Nodemailer: { needs: [], run: inFolder(process.execPath, 'nodemailer.mjs') },
  'Python (smtplib, Django)': { needs: ['python'], run: inFolder('python3', 'send.py') },
  PHP: { needs: ['php'], run: inFolder('php', 'stream.php') },
  PHPMailer: { needs: ['phpmailer'], run: inFolder('php', 'phpmailer.php') },
  'Symfony (Laravel)': { needs: ['symfony-mailer'], run: inFolder('php', 'symfony.php') },
  'Jakarta Mail (Spring)': {
    needs: ['jakarta-mail'],
    run: inFolder(
      'java',
      '-cp',
      '/usr/share/java/jakarta-mail.jar:/usr/share/java/jakarta-activation.jar',
      'Jakarta.java',
    ),
  },
  Go: {
    needs: ['go'],
    run: inFolder('go', 'run', 'send.go'),
    env: () => ({ GO111MODULE: 'off', GOCACHE: goEnv.GOCACHE }),
  },
  'Ruby (Rails)': { needs: ['net-smtp'], run: inFolder('ruby', 'send.rb') },
  lettre: {
    needs: ['rust of today'],
    run: () => [join(programs, 'lettre'), 'rustls'],
    env: (host, port) => ({
      MAIL_HOST: host,
      MAIL_PORT: port,
      MAIL_TIMEOUT_MS: '1000',
      MAIL_TLS: 'none',
      MAIL_FROM: 'ada@example.test',
      MAIL_TO: 'bob@example.test',
      MAIL_SUBJECT: 'x',
    }),
  },
  curl: {
    needs: ['curl'],
    run: (host, port) => ['curl', '-sS', '--connect-timeout', seconds, `smtp://${host}:${port}`],
  },
  swaks: {
    needs: ['swaks'],
    run: (host, port) => [
      'swaks',
      '--server',
      host,
      '--port',
      port,
      '--timeout',
      seconds,
      '--to',
      'bob@example.test',
    ],
    env: () => ({ PERL5LIB: join(folder, 'without-inet6') }),
  },
  msmtp: {
    needs: ['msmtp'],
    run: (host, port) => [
      'msmtp',
      `--host=${host}`,
      `--port=${port}`,
      `--timeout=${seconds}`,
      '--from=ada@example.test',
      'bob@example.test',
    ],
    input: 'Subject: x\r\n\r\nx\r\n',
  },
}
const namesOnPage: Readonly<Record<string, string>> = { 'Go (HOST + ":" + PORT)': 'Go' }

async function printed(
  name: string,
  host: string,
  port: string,
  through: readonly string[] = [],
): Promise<string> {
  const { run, env, input } = diallers[name]!
  const [command, ...args] = [...through, ...run(host, port)]
  const { output } = await runProcess(command!, args, {
    ...(input !== undefined && { input }),
    env: { ...env?.(host, port) },
    limitMs: 60_000,
  })
  return output
}

/** The texts of a cell that this test can bring about, by the words in front of each. */
function textsOf(row: string, host: string, port: string): string[] {
  return row
    .split('; ')
    .filter((part) =>
      /^(?:`|then `|with SMTPDebug: `|two addresses: `)/.test(part.replace('`SMTPDebug`', 'SMTPDebug')),
    )
    .map((part) => /`([^`]+)`$/.exec(part)![1]!)
    .map((text) => text.replaceAll('HOST', host).replaceAll('PORT', port))
}

let refusing: string
let full: FullListener

beforeAll(async () => {
  const server: Server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  refusing = String((server.address() as AddressInfo).port)
  await once(server.close(), 'close')
  full = await fullListener()
})
afterAll(() => full.close())

/** Rows of the page, with the backquotes that tell what is printed from what is said about it. */
function rows(heading: string): readonly (readonly string[])[] {
  return table(page, heading, { quotes: true }).map(([client = '', ...cells]) => {
    const name = client.replaceAll('`', '')
    return [namesOnPage[name] ?? name, ...cells]
  })
}

const measured = (heading: string): readonly (readonly string[])[] =>
  rows(heading).filter(([client]) => client !== '.NET (MailKit)')

const whyNotFor = (client: string): string | null => whyNot(...(diallers[client]?.needs ?? []))

describe(`${page}: what clients print`, () => {
  const situations = [
    ['Connection refused', () => ['127.0.0.1', refusing]],
    ['No answer', () => ['127.0.0.1', String(full.port)]],
    ['Unknown name', () => ['mail.invalid', '25']],
  ] as const
  for (const [heading, target] of situations) {
    it(`${heading}: has every client`, () => {
      expect(rows(heading).map(([client]) => client)).toEqual([...Object.keys(diallers), '.NET (MailKit)'])
    })
    for (const [client = '', cell = ''] of measured(heading)) {
      it.skipIf(whyNotFor(client) !== null)(`${heading}: ${client}`, { timeout: 120_000 }, async () => {
        const [host = '', port = ''] = target()
        const said = await printed(client, host, port)
        const texts = textsOf(cell, host, port).filter((text) => !text.startsWith('AggregateError'))
        for (const text of texts) expect(said).toContain(text)
        // Node waits as long as the system does: minutes.
        if (client !== 'Node' || heading !== 'No answer') expect(texts.length).toBeGreaterThan(0)
      })
    }
  }

  for (const [heading, target] of situations) {
    it.skipIf(whyNotFor('swaks') !== null)(`${heading}: swaks with whatever IPv6 it has`, async () => {
      const [host = '', port = ''] = target()
      const [, cell = ''] = rows(heading).find(([client]) => client === 'swaks')!
      const texts = [...cell.replaceAll('HOST', host).matchAll(/`([^`]+)`/g)].map(([, text]) => text!)
      expect(texts.filter((text) => text.startsWith('IO::Socket::INET6: '))).toHaveLength(1)
      const [command, ...args] = diallers['swaks']!.run(host, port)
      const { output } = await runProcess(command!, args, { limitMs: 60_000 })
      expect(texts.filter((text) => output.includes(text))).toHaveLength(1)
    })
  }

  it('Connection refused: Node, at a name with two addresses', async () => {
    const [, cell = ''] = rows('Connection refused').find(([client]) => client === 'Node')!
    const [, ofTwo = ''] = textsOf(cell, '', '')
    expect(ofTwo).toMatch(/^AggregateError/)
    expect(await printed('Node', 'localhost', refusing)).toContain(ofTwo)
  })

  for (const [client = '', cell = ''] of measured('Network unreachable')) {
    const skip = whyNotFor(client) ?? whyNot('own network')
    it.skipIf(skip !== null)(`Network unreachable: ${client}`, { timeout: 120_000 }, async () => {
      const said = await printed(client, '192.0.2.1', '25', ['unshare', '--net', '--map-root-user'])
      for (const text of textsOf(cell, '192.0.2.1', '25')) expect(said).toContain(text)
    })
  }

  for (const [client = '', bracketed = '', bare = ''] of rows('Brackets around an address')) {
    it.skipIf(whyNotFor(client) !== null)(`Brackets: ${client}`, { timeout: 120_000 }, async () => {
      for (const [host, cell] of [
        ['[::1]', bracketed],
        ['::1', bare],
      ] as const) {
        const said = await printed(client, host, refusing)
        // Where the address is understood, what is wrong is that nothing listens there.
        const expected = cell === 'works' ? /refused|Couldn't connect|Failed to connect/i : null
        if (expected !== null) expect(said).toMatch(expected)
        else expect(said).toContain(textsOf(cell, host, refusing)[0])
      }
    })
  }

  it('TLS inspection: the texts are those of a CA that is not trusted', () => {
    const known = printedErrors['ca-not-trusted']!.flatMap(({ texts }) => texts)
    const texts = rows('TLS inspection').flatMap(([, cell = '']) => textsOf(cell, '', ''))
    expect(texts).toHaveLength(7)
    for (const text of texts) expect(known).toContain(text)
  })
})
