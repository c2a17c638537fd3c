import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { functionClient } from '../../src/verify/client/function.ts'
import { manualClient } from '../../src/verify/client/manual.ts'
import type { VerifyTarget } from '../../src/verify/client/target.ts'
import type { VerifyProgress, VerifySettings } from '../../src/verify/run/verify.ts'
import { cellOf, cellsInWords, nodeClient, scriptClient, verified } from './support/run-verify.ts'

/** Where a run has got to. */
function watched() {
  const told: string[] = []
  const onProgress = ({ cell }: VerifyProgress): void => void told.push(`${cell.scenario} ${cell.profile}`)
  return { told, onProgress }
}

const mail = ({ from, to }: VerifyTarget) => ({ from, to: [...to], subject: 'Hello', text: 'Hello.' })
const send = async (target: VerifyTarget): Promise<void> => {
  const transport = createTransport(target.nodemailer)
  await transport.sendMail(mail(target)).finally(() => transport.close())
}

describe('a command that leaves its mail in the background', () => {
  // What is left there is told from nothing by the group of the command, which Windows has not.
  it.skipIf(process.platform === 'win32').each(['a child', 'nobody', 'a daemon'])(
    'to be sent by %s, and ends with 0, is told so once, and not run again',
    async (by) => {
      const { told, onProgress } = watched()
      const client = nodeClient('queued', { QUEUED_BY: by })
      await expect(verified(['mail-*', 'rcpt-*'], client, { onProgress })).rejects.toMatchObject({
        code: 'CLIENT_IN_BACKGROUND',
        message: expect.stringMatching(
          /queued\.mjs left its mail in the background: on port 587 it ended with exit code 0 before the mail was accepted\.$/,
        ) as string,
        help: expect.stringMatching(
          /Run the command in the foreground .* wait until the queue is empty/,
        ) as string,
      })
      expect(told).toEqual(['good submission'])
    },
  )

  it('is none that delivers by itself, whatever it leaves running', async () => {
    const agent = `process.getBuiltinModule('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' }).unref();`
    const careful = new URL('clients/careful.mjs', import.meta.url).href
    const client = scriptClient(`${agent} await import(${JSON.stringify(careful)})`)
    const report = await verified(['mail-451'], client, { ports: ['smtps'] })
    expect(cellsInWords(report)).toEqual(['good smtps passed: delivered', 'mail-451 smtps passed: reported'])
  })

  it('is none that has come to the server, failed there, and keeps it to itself', async () => {
    const quiet = `
      const { connect } = process.getBuiltinModule('node:tls')
      const { SMTP_PORT: port, SMTP_HOST: host } = process.env
      process.getBuiltinModule('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' }).unref()
      await new Promise((resolve) => connect({ port, host, ca: [] }).on('error', resolve).on('close', resolve))`
    const report = await verified(['good'], scriptClient(quiet), { ports: ['smtps'] })
    expect(cellOf(report, 'good', 'smtps').faults.map(({ code }) => code)).toEqual([
      'not-delivered',
      'failure-not-reported',
    ])
  })
})

describe('a function that does not await its sending', () => {
  it('is told so, once', async () => {
    const hasty = functionClient(function hasty(target) {
      void send(target).catch(() => undefined)
    })
    await expect(verified(['mail-*'], hasty)).rejects.toMatchObject({
      code: 'CLIENT_IN_BACKGROUND',
      message: 'hasty left its mail in the background: on port 587 it returned before the mail was accepted.',
      help: 'Await the sending in the function, so that it throws what went wrong: `await send(…)`.',
    })
  })
})

describe('a client that goes elsewhere', () => {
  it('and reports success is run once, on one port: its mail may be a real one', async () => {
    const { told, onProgress } = watched()
    await expect(verified(['good', 'mail-451'], scriptClient(''), { onProgress })).rejects.toMatchObject({
      code: 'CLIENT_NEVER_CONNECTED',
      message: expect.stringMatching(
        /never connected, on port 587: exit code 0; it printed nothing\.$/,
      ) as string,
      help: expect.stringMatching(/It was run once: .* --ports\./) as string,
    })
    expect(told).toEqual(['good submission'])
  })
})

describe('an app that is set up once', () => {
  const fixed = {
    host: ['127.0.0.1', '::1'],
    ports: { relay: 0, smtps: 0, submission: 0, submissionAlt: 0 },
    strictPorts: false,
  } as const
  const byHand = (ask: (target: VerifyTarget) => Promise<void>, more: Partial<VerifySettings>) => {
    const asked: string[] = []
    const client = manualClient({
      ask: async (target) => {
        asked.push(`${target.scenario} ${target.profile}`)
        await ask(target)
      },
      close: () => undefined,
    })
    const report = verified(['mail-451'], client, {
      ports: ['smtps', 'submission'],
      parallel: 1,
      fixed,
      ...more,
    })
    return { asked, report }
  }

  it('is not asked for a mail in each scenario of a port that it never came to', async () => {
    const { asked, report } = byHand(async (target) => {
      if (target.profile === 'submission') await send(target).catch(() => undefined)
    }, {})
    expect(cellsInWords(await report)).toEqual([
      'good smtps failed: not delivered',
      'good submission passed: delivered',
      'mail-451 smtps unproven: control fails',
      'mail-451 submission passed: refused',
    ])
    expect(asked).toEqual(['good smtps', 'good submission', 'mail-451 submission'])
    expect(cellOf(await report, 'mail-451', 'smtps').why).toContain('never connected to a healthy server')
  })

  it('is an error where it comes to none', async () => {
    const { asked, report } = byHand(async () => undefined, {})
    await expect(report).rejects.toMatchObject({
      code: 'CLIENT_NEVER_CONNECTED',
      message: 'by hand never connected, on any port (465, 587).',
    })
    expect(asked).toEqual(['good smtps', 'good submission'])
  })
})
