import { mkdirSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { serveJson } from '../../cli/support/run-cli.ts'
import { unshareMounts, whyNot } from '../../support/programs/programs.ts'
import { hasSqlite } from './has-sqlite.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A disk of 24 MiB, which nobody but the server sees. */
const onSmallDisk = (folder: string) =>
  ['unshare', ...unshareMounts, 'sh', '-c', 'mount -t tmpfs -o size=24m none "$0" && exec "$@"', folder] as [
    string,
    ...string[],
  ]

/** No disk of 24 MiB has room for so many of 1 MiB. */
const mostMessages = 40

describe.skipIf(!hasSqlite || whyNot('small disk') !== null)('a disk that is full', () => {
  const file = temporaryFolder()

  it('stops no port: mail gets 452, the board says why, and mail is taken when there is room', async () => {
    const folder = file('disk')
    mkdirSync(folder)
    const cli = await serveJson(['--store', `${folder}/mail.db`, '--http-port', '0'], {
      through: onSmallDisk(folder),
    })
    const { url } = cli.ready['http'] as { readonly url: string }
    const { port } = cli.ready['ports'].relay as { readonly port: number }
    const read = async (path: string, method = 'GET'): Promise<Record<string, never>> => {
      const response = await fetch(`${url}api/${path}`, { method })
      expect([path, response.ok]).toEqual([path, true])
      return response.status === 204 ? {} : ((await response.json()) as Record<string, never>)
    }
    const mail = { from: 'a@app.example', to: 'b@app.example', subject: 'Big', text: 'x'.repeat(70) + '\n' }
    const big = { ...mail, text: mail.text.repeat(15_000) }
    const transport = createTransport({ host: '127.0.0.1', port })

    /** What the server answered, where it did not take it. */
    const sent = (): Promise<string | null> =>
      transport.sendMail(big).then(
        () => null,
        (error: Error) => error.message,
      )

    let kept = 0
    let refusal = await sent()
    for (; refusal === null && kept < mostMessages; kept++) refusal = await sent()
    expect(kept).toBeGreaterThan(3)
    expect(refusal).toMatch(
      /452 4\.3\.1 The message \w+ of \d+ bytes was not kept: the disk of the store is full/,
    )
    expect((await read('messages'))['messages']).toHaveLength(kept)

    const { findings } = (await read('findings')) as unknown as { findings: readonly object[] }
    expect(findings).toEqual([
      expect.objectContaining({
        id: 'message-not-kept',
        fix: expect.stringContaining('Free space on the disk of --store') as string,
      }),
    ])
    await read('messages?all=true', 'DELETE')
    await expect.poll(sent, { timeout: 20_000 }).toBe(null)
    await cli.stop()
  })
})
