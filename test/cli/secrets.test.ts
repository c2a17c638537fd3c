import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { b64, formsOf, spellings, user } from '../support/secret-spellings.ts'
import { Wire } from '../support/wire.ts'
import { certs, type Line, runCli, serveJson } from './support/run-cli.ts'

const ways = ['relay', 'submission', 'smtps', 'starttls', 'clear-on-smtps'] as const

it('a password, however it is sent, is in nothing the command prints, writes or answers', async () => {
  const record = join(mkdtempSync(join(certs, 'tmp-')), 'record.jsonl')
  const own = 'kP4vQz8WmT2xLd7Q'
  const cli = await serveJson(['--user', `${user}:${own}`, '--record', record, '--http-port', '0'])
  let printed = ''
  for (const stream of [cli.child.stdout!, cli.child.stderr!])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const secrets: string[] = [own]
  for (const way of ways) {
    for (const spell of spellings) {
      // Each begins differently, in letters that stand in a record for no other reason.
      const secret = `${randomBytes(9).toString('hex')}xQ7rNw3`
      secrets.push(secret)
      printed += await say(way, cli.ready['ports'] as Line, spell(secret))
    }
    printed += await say(way, cli.ready['ports'] as Line, `AUTH PLAIN ${b64(`\0${user}\0${own}`)}`)
  }
  for (let count = 0; count < ways.length * (spellings.length + 1); count++) await cli.next('session')
  printed += await answers(cli.ready['http'].url as string)
  await cli.stop()
  const explained = await runCli(['explain', record])
  const everything = [printed, readFileSync(record, 'utf8'), explained.stdout, explained.stderr]
    .join('\n')
    .toLowerCase()

  // It is the right haystack: what is no secret is there.
  expect(everything).toContain('credentials-unencrypted')
  expect(everything).toContain(`"user":"${user}"`)
  const found = secrets.filter((secret) => formsOf(secret).some((form) => everything.includes(form)))
  expect(found).toEqual([])
})

/** Sends the lines, split into bytes, and gives back every reply. */
async function say(way: (typeof ways)[number], ports: Line, lines: string): Promise<string> {
  const port = ports[way === 'starttls' ? 'submission' : way === 'clear-on-smtps' ? 'smtps' : way]
  const wire = way === 'smtps' ? await Wire.openTls(port) : await Wire.open(port)
  if (way !== 'clear-on-smtps') {
    await wire.reply()
    await wire.command('EHLO client.test')
  }
  if (way === 'starttls') {
    await wire.command('STARTTLS')
    await wire.startTls()
    await wire.command('EHLO client.test')
  }
  await wire.writeCut(`${lines}\r\nQUIT\r\n`, 'by-byte')
  wire.end()
  return wire.rest()
}

async function answers(url: string): Promise<string> {
  const get = async (path: string): Promise<string> => (await fetch(new URL(path, url))).text()
  const sessions = await get('/api/sessions?limit=200')
  const ids = [...new Set(sessions.match(/"id":"s[^"]+"/g))].map((text) => text.slice(6, -1))
  expect(ids.length).toBeGreaterThan(50)
  const each = await Promise.all(ids.map((id) => get(`/api/sessions/${id}`)))
  return [sessions, ...each, await get('/api/findings'), await get('/api/info')].join('\n')
}
