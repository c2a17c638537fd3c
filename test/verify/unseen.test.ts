import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { manualClient } from '../../src/verify/client/manual.ts'
import { requestClient } from '../../src/verify/client/request.ts'
import type { VerifyTarget } from '../../src/verify/client/target.ts'
import { inDataFolder } from './support/in-data-folder.ts'
import { cellOf, cellsInWords, verified } from './support/run-verify.ts'

const zero = { relay: 0, smtps: 0, submission: 0, submissionAlt: 0 } as const
const fixed = { host: ['127.0.0.1', '::1'], ports: zero, strictPorts: false }
const few = ['cert-expired', 'mail-451']

async function send({
  nodemailer,
  from,
  to,
}: Pick<VerifyTarget, 'nodemailer' | 'from' | 'to'>): Promise<void> {
  const transport = createTransport(nodemailer)
  await transport
    .sendMail({ from, to: [...to], subject: 'Hello', text: 'Hello.' })
    .finally(() => transport.close())
}

/** An app that sends a mail when it is asked to, and answers before it has. */
async function app() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { searchParams: query } = new URL(request.url ?? '', 'http://localhost')
    asked.push(request.method ?? '')
    const auth = { user: query.get('user') ?? '', pass: query.get('pass') ?? '' }
    const nodemailer = {
      host: 'localhost',
      port: Number(query.get('port')),
      secure: true,
      auth,
      tls: { ca: '' },
    }
    const tls = { rejectUnauthorized: false } as never
    response.end('queued')
    void send({
      nodemailer: { ...nodemailer, requireTLS: false, ignoreTLS: false, tls },
      from: 'a@b.test',
      to: ['c@d.test'],
    }).catch(() => undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send` }
}

describe('a client whose end nobody sees', () => {
  it('sends when it gets a request', async () => {
    const { server, asked, url } = await app()
    try {
      const client = requestClient(`post ${url}?port={port}&user={user}&pass={pass}`)
      const report = await verified(few, client, { ports: ['smtps'] })
      expect(cellsInWords(report)).toEqual([
        'good smtps passed: delivered',
        'cert-expired smtps failed: not verified',
        'mail-451 smtps passed: refused',
      ])
      expect(cellOf(report, 'mail-451', 'smtps')).toMatchObject({ reported: 'unknown', end: null })
      expect(asked).toEqual(['POST', 'POST', 'POST'])
    } finally {
      server.close()
    }
  })

  it('meets a CA of this run alone where it is told which, else the one that it can trust already', async () => {
    const { server, asked, url } = await app()
    const made: unknown[] = []
    try {
      for (const told of ['', '&ca={ca}']) {
        const client = requestClient(`${url}?port={port}&user={user}&pass={pass}${told}`)
        await inDataFolder(async (folder) => {
          await verified(['good'], client, { ports: ['smtps'] })
          made.push(readdirSync(folder))
        })
      }
      expect(made).toEqual([['fourport'], []])
      expect(asked).toHaveLength(2)
    } finally {
      server.close()
    }
  })

  it('is an error where nobody answers', async () => {
    const { server, url } = await app()
    await once(server.close(), 'close')
    await expect(verified(few, requestClient(url), { ports: ['smtps'] })).rejects.toMatchObject({
      code: 'COMMAND_UNRUNNABLE',
      message: expect.stringMatching(/^GET http:.*\/send got no answer: connect ECONNREFUSED/) as string,
    })
  })

  it.each([
    [404, 'Not Found'],
    [405, 'Method Not Allowed'],
    [501, 'Not Implemented'],
  ])('is an error where the app answers %i', async (status, words) => {
    const server = createServer((_request, response) => void response.writeHead(status).end())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send?pass={pass}`
    try {
      await expect(verified(few, requestClient(url), { ports: ['smtps'] })).rejects.toMatchObject({
        code: 'COMMAND_UNRUNNABLE',
        message: `GET ${url} answered ${status} ${words}: the app has no such request.`,
        help: `Check the address, and the method, which comes before it: --url "POST ${url}".`,
      })
    } finally {
      server.close()
    }
  })

  it('is told no more than there is to tell: a word in braces that stands for nothing is refused', () => {
    expect(() => requestClient('http://localhost:3000/send?port={prt}')).toThrow(
      '--url has {prt}, which stands for nothing. Did you mean port?',
    )
  })

  it.each(['localhost:3000', 'ftp://localhost/', 'POST', 'POST a b'])('is none at %j', (url) => {
    expect(() => requestClient(url)).toThrow(`--url: "${url}" is not an HTTP address.`)
  })

  it('is used by hand, at ports that stay the same', async () => {
    const ports: string[] = []
    const ask = async (target: VerifyTarget): Promise<void> => {
      ports.push(`${target.profile} ${target.port}`)
      await send(target).catch(() => undefined)
    }
    const client = manualClient({ ask, close: () => undefined })
    const report = await verified(['good-ip', ...few], client, {
      ports: ['smtps', 'submission'],
      parallel: 1,
      fixed,
    })
    expect(cellsInWords(report)).toEqual([
      'good smtps passed: delivered',
      'good submission passed: delivered',
      'good-ip smtps skipped: not here',
      'good-ip submission skipped: not here',
      'cert-expired smtps passed: refused',
      'cert-expired submission passed: refused',
      'mail-451 smtps passed: refused',
      'mail-451 submission passed: refused',
    ])
    expect(new Set(ports).size).toBe(2)
    // One port after the other.
    expect(ports.map((port) => port.split(' ')[0])).toEqual([
      ...Array(3).fill('smtps'),
      ...Array(3).fill('submission'),
    ])
    expect(cellOf(report, 'good-ip', 'smtps').why).toContain('set up once')
  })
})
