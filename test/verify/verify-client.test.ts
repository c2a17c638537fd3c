import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { verifyClient, type SendFunction, type VerifyReport } from '../../src/index.ts'
import { assertThat } from '../../src/matchers.ts'
import { cellOf } from './support/run-verify.ts'

/** As its documentation says, with what it is told. */
const nodemailer: SendFunction = async ({ nodemailer: settings, from, to }) => {
  const transport = createTransport(settings)
  try {
    return await transport.sendMail({ from, to: [...to], subject: 'Hello', text: 'Hello.' })
  } finally {
    transport.close()
  }
}

/** What stands in half of the answers to “self-signed certificate”. */
const unverified: SendFunction = async (target) =>
  nodemailer({ ...target, nodemailer: { ...target.nodemailer, tls: { rejectUnauthorized: false } as never } })

/** Resolves when the live stream says that every cell has been judged. */
async function allIsDone(url: string): Promise<void> {
  const { body } = await fetch(`${url}api/events`)
  const { running } = (await (await fetch(`${url}api/verify`)).json()) as { running: boolean }
  if (!running) return
  let text = ''
  for await (const piece of body!.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    text += piece
    if (text.includes('"running":false')) return
  }
}

const few = { ports: ['smtps'], scenarios: ['cert-expired', 'mail-550', 'rcpt-one-550'] } as const

describe('verifyClient', () => {
  it('finds nothing wrong with Nodemailer at its recommended settings', async () => {
    const report = await verifyClient(nodemailer)
    const failed = report.cells.filter(({ verdict }) => !['passed', 'observed', 'skipped'].includes(verdict))
    expect(failed).toEqual([])
    expect(report.client).toBe('nodemailer')
    await assertThat(report).toBeVerified()
  }, 120_000)

  it('and what is wrong where certificates are not looked at, in the library that was recognised', async () => {
    const report = await verifyClient(unverified, few)
    const cell = cellOf(report, 'cert-expired', 'smtps')
    expect(cell).toMatchObject({ verdict: 'failed', words: 'not verified', delivered: 1 })
    expect(cell.faults[0]).toMatchObject({
      code: 'password-to-unproven-server',
      fix: { library: 'Nodemailer', code: expect.stringContaining('ca: readFileSync') as string },
    })
    await expect(assertThat(report).toBeVerified()).rejects.toThrow(
      /expected unverified to be verified\nreceived: Failed: [^]*password-to-unproven-server: It logged in to a server that had not proven its identity[^]*465: cert-expired/,
    )
    await assertThat(report).not.toBeVerified()
  })

  it('takes the recipients that Nodemailer returns for told, and silence about them for none', async () => {
    const silent: SendFunction = async (target) => void (await nodemailer(target))
    const cells = await Promise.all(
      [nodemailer, silent].map(async (send) =>
        cellOf(await verifyClient(send, few), 'rcpt-one-550', 'smtps'),
      ),
    )
    expect(cells.map(({ verdict, words, reported }) => [verdict, words, reported])).toEqual([
      ['passed', '2 of 3, reported', 'yes'],
      ['failed', 'partly sent', 'no'],
    ])
  })

  it('gives each call a target of its own, and an end', async () => {
    const seen: string[] = []
    const report = await verifyClient(
      (target) => {
        const { scenario, user, to, host, port, url, tls, signal } = target
        seen.push([scenario, user, to.length, tls, url.replace(/:\/\/.*/, '')].join(' '))
        if (scenario === 'good') return nodemailer(target)
        connect({ host, port, signal }).on('error', () => undefined)
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('late')))
        })
      },
      { ports: ['submission'], scenarios: ['rcpt-one-550'], limitMs: 3000 },
    )
    // On a busy machine one that hung is called once more.
    expect([...new Set(seen)]).toEqual([
      'good good.submission 1 starttls smtp',
      'rcpt-one-550 rcpt-one-550.submission 3 starttls smtp',
    ])
    expect(report.cells.map(({ verdict, end }) => [verdict, end?.timedOut])).toEqual([
      ['passed', false],
      ['hung', true],
    ])
    expect(report.verified).toBe(false)
  })

  it('shows the run on a page, for as long as somebody looks at it', async () => {
    const seen: unknown[] = []
    const report = await verifyClient(nodemailer, {
      ...few,
      http: 0,
      onPage: async (url) => {
        await allIsDone(url)
        seen.push(url, await (await fetch(`${url}api/verify`)).json())
      },
    })
    expect(seen).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
      expect.objectContaining({ running: false, done: 4, report }),
    ])
    await expect(fetch(seen[0] as string)).rejects.toThrow('fetch failed')
  })

  it('waits no longer for who looks at its page when its signal says so, and passes on their error', async () => {
    const stop = new AbortController()
    const forever = async (url: string): Promise<never> => {
      await allIsDone(url)
      stop.abort(new Error('enough'))
      return new Promise(() => undefined)
    }
    const page = { ...few, http: 0 }
    const left = verifyClient(nodemailer, { ...page, onPage: forever, signal: stop.signal })
    await expect(left).rejects.toThrow('enough')
    const blind = (): never => {
      throw new Error('no browser')
    }
    await expect(verifyClient(nodemailer, { ...page, onPage: blind })).rejects.toThrow('no browser')
  })

  it('ends when its signal says so', async () => {
    const stop = new AbortController()
    const verifying = verifyClient(
      () => {
        stop.abort(new Error('enough'))
        return new Promise(() => undefined)
      },
      { ...few, signal: stop.signal },
    )
    await expect(verifying).rejects.toThrow('enough')
  })

  it('takes ports by their usual numbers, as text or as numbers', async () => {
    const report = await verifyClient(nodemailer, { ...few, ports: ['465', 587] })
    expect(report.ports.map(({ profile }) => profile)).toEqual(['smtps', 'submission'])
  })

  it.each([
    [undefined, {}, 'verifyClient was given undefined; expected a function that sends one mail.'],
    [nodemailer, { port: ['smtps'] }, 'verifyClient has no option "port"; it takes'],
    [nodemailer, { ports: ['smtp'] }, "verifyClient: ports is [ 'smtp' ]; expected a list of relay,"],
    [
      nodemailer,
      { host: 'mail.test:25' },
      'verifyClient: host is "mail.test:25"; expected a host name or address',
    ],
    [
      nodemailer,
      { http: 70_000 },
      'verifyClient: http is 70000; expected a port number from 0 to 65535 (0: any free one)',
    ],
    [nodemailer, { onPage: () => undefined }, 'verifyClient was given onPage without http.'],
    [
      nodemailer,
      { limitMs: 20 },
      'verifyClient: limitMs is 20; expected a whole number of milliseconds from 100',
    ],
    [
      nodemailer,
      { scenarios: ['cert-expird'] },
      'No scenario is called "cert-expird". Did you mean cert-expired?',
    ],
  ])('refuses %s with %j', async (send, options, message) => {
    await expect(verifyClient(send as SendFunction, options as object)).rejects.toThrow(message)
  })

  it('is what the matcher is for', async () => {
    await expect(assertThat({} as VerifyReport).toBeVerified()).rejects.toMatchObject({
      code: 'MATCHER_SUBJECT',
    })
  })
})
