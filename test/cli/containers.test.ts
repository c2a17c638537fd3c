import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { type Client, expectWell, MiB, post, unread, upload, url } from './support/floods.ts'
import { readHostile } from './support/hostile-reading.ts'
import { makeCgroup, whyNoCgroup } from './support/memory-cgroup.ts'
import { type RunningCli, serveJson } from './support/run-cli.ts'

// As long as it takes, on whatever machine.
vi.setConfig({ testTimeout: 300_000 })

const reason = whyNoCgroup()
if (reason !== null) process.stdout.write(`skipped: ${reason}\n`)

/** What our image tells glibc: without it Node 22 keeps 15 MiB more of what it has freed, and 128 MiB are at times too little. */
const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8')
const ofImage = Object.fromEntries(
  [...dockerfile.matchAll(/\b(MALLOC_\w+)=(\d+)/g)].map(([, name = '', value = '']) => [name, value]),
)

// The kernel ends with SIGKILL what takes more than there is.
describe.skipIf(reason !== null).each([128, 256])('in a container of %i MiB', (size) => {
  const started = (): Promise<RunningCli> =>
    serveJson(['--http-port', '0'], { env: ofImage, through: makeCgroup('containers', size * MiB).through })
  const many = <Result>(count: number, make: (n: number) => Result): Result[] =>
    Array.from({ length: count }, (_, n) => make(n))

  /** All of them are answered, or refused for now. */
  async function expectAnswers(clients: readonly Client[]): Promise<void> {
    const statuses = await Promise.all(clients.map(({ status }) => status))
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([])
  }

  it('the image tells glibc something', () => {
    expect(Object.keys(ofImage)).toEqual(['MALLOC_ARENA_MAX', 'MALLOC_MMAP_THRESHOLD_'])
  })

  it('40 bodies that do not end leave it well', async () => {
    const cli = await started()
    const clients = await Promise.all(
      many(40, (n) => upload(cli, n % 2 === 0 ? 'message/rfc822' : 'application/json')),
    )
    await expectWell(cli, clients)
  })

  it('90 downloads that nobody reads leave it well', async () => {
    const cli = await started()
    const id = await post(cli, 2 * MiB)
    const paths = [`/api/messages/${id}/raw`, `/api/v1/message/${id}/raw`, `/api/v1/messages/${id}/download`]
    const clients = paths.flatMap((path) => many(30, () => unread(cli, path)))
    await expectAnswers(clients)
    await expectWell(cli, clients)
  })

  it('60 attachments that nobody reads leave it well', async () => {
    const cli = await started()
    const id = await post(cli, 2 * MiB)
    const clients = many(60, () => unread(cli, `/api/messages/${id}/attachments/0`))
    await expectAnswers(clients)
    await expectWell(cli, clients)
  })

  it('120 lists that nobody reads leave it well', async () => {
    const cli = await started()
    for (let n = 0; n < 100; n++) {
      const raw = `From: a@b.test\r\nTo: c@d.test\r\nSubject: ${n} ${'long '.repeat(100)}\r\n\r\n${'text '.repeat(4000)}`
      await fetch(new URL('/api/messages', url(cli)), {
        method: 'POST',
        headers: { 'content-type': 'message/rfc822' },
        body: raw,
      })
    }
    const paths = ['/api/messages?limit=100', '/api/v1/messages?limit=100', '/api/v2/messages?limit=100']
    const waits = ['/api/messages/wait?count=100']
    const clients = [...paths, ...waits].flatMap((path) => many(30, () => unread(cli, path)))
    await expectAnswers(clients)
    await expectWell(cli, clients)
  })

  it('whatever a message is made of, reading it over every route ends in an answer', async () => {
    const cli = await started()
    await readHostile(cli)
    await expectWell(cli, [])
  })
})
