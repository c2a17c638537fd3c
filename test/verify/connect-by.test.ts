import { platform } from 'node:os'
import { PassThrough } from 'node:stream'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { progressOn } from '../../src/cli/verify/progress.ts'
import { connectBy, type Names, systemNames } from '../../src/verify/run/connect-by.ts'
import type { Client } from '../../src/verify/client/client.ts'
import { functionClient } from '../../src/verify/client/function.ts'
import type { VerifySettings } from '../../src/verify/run/verify.ts'
import { cellOf, cellsInWords, nodeClient, verified } from './support/run-verify.ts'

/** Stands in for the machine's file of hosts and for DNS: neither is a test's to change. */
const names = (machine: string, ...addresses: readonly string[]): Names => ({
  machine: () => machine,
  lookup: async () => addresses,
  ask: async () => [],
})

const never = (): Promise<never> => new Promise(() => undefined)

describe('the name that clients connect by', () => {
  it.each([
    ['Shop', ['127.0.0.1'], 'shop'],
    ['shop.example.', ['127.0.0.1', '::1'], 'shop.example'],
  ])('is that of this machine (%s) where it leads to %j', async (machine, addresses, host) => {
    const expected = { host, names: [host, 'localhost'], addresses, whyLocalhost: null }
    expect(await connectBy(null, null, names(machine, ...addresses))).toEqual(expected)
  })

  it.skipIf(platform() !== 'linux')(
    'also where that is an address of its own on the loopback, as on Debian',
    async () => {
      const met = await connectBy(null, null, names('shop', '127.0.1.1'))
      expect(met).toMatchObject({ host: 'shop', addresses: ['127.0.1.1'] })
    },
  )

  it.each<[string, Names, string]>([
    [
      'leads elsewhere',
      names('shop', '127.0.0.1', '192.0.2.7'),
      'leads to 192.0.2.7, where these servers do not listen',
    ],
    [
      'leads elsewhere for libraries that ask DNS',
      { ...names('shop', '127.0.0.1'), ask: async () => ['192.0.2.7'] },
      'leads to 192.0.2.7, where these servers do not listen',
    ],
    [
      'is unknown',
      { ...names('shop'), lookup: () => Promise.reject(new Error('ENOTFOUND')) },
      'leads to no address',
    ],
    ['takes long to look up', { ...names('shop'), lookup: never }, 'took more than 1000 ms to look up'],
    [
      'is one for which DNS takes long',
      { ...names('shop', '127.0.0.1'), ask: never },
      'took more than 1000 ms to look up',
    ],
  ])('is localhost where that of this machine %s, and it is said why', async (_what, asked, why) => {
    const met = await connectBy(null, null, asked)
    expect(met).toEqual({
      host: 'localhost',
      names: ['localhost'],
      addresses: [],
      whyLocalhost: `the name of this machine, "shop", ${why}`,
    })
  })

  it.each(['shop_1', 'localhost', 'localhost.localdomain', 'a.localhost', '10.0.0.1', '-', ''])(
    'is localhost where the machine is called "%s"',
    async (machine) => {
      const met = await connectBy(null, null, names(machine, '127.0.0.1'))
      expect(met).toMatchObject({
        host: 'localhost',
        whyLocalhost: expect.stringMatching(/is none that every client accepts$/),
      })
    },
  )

  it('is that of this machine for an app that is set up once, if its servers listen there', async () => {
    const asked = names('shop', '127.0.1.1')
    expect((await connectBy(null, ['127.0.0.1', '::1'], asked)).host).toBe('localhost')
    expect((await connectBy(null, ['0.0.0.0'], asked)).host).toBe('shop')
    expect((await connectBy(null, ['127.0.1.1'], asked)).host).toBe('shop')
  })

  it('is the one that is given, whatever leads where, and that alone is in the certificate', async () => {
    const given = await connectBy('mail.test', null, names('shop', '192.0.2.7', '127.0.0.1'))
    expect(given).toEqual({
      host: 'mail.test',
      names: ['mail.test'],
      addresses: ['127.0.0.1'],
      whyLocalhost: null,
    })
  })

  it('is known soon on this machine, whatever it is called', async () => {
    const met = await connectBy(null, null, systemNames)
    expect(met.names).toContain('localhost')
    expect(met.host === 'localhost').toBe(met.whyLocalhost !== null)
  })
})

/** As Go's PlainAuth: it does without TLS at localhost, and at no other host. It connects to `address`, whatever the name says. */
const trustsLocalhost = (address: string, ownHost?: string) =>
  functionClient(async ({ host, nodemailer, from, to }) => {
    const name = ownHost ?? host
    const requireTLS = nodemailer.requireTLS && name !== 'localhost'
    const tls = { ...nodemailer.tls, servername: name }
    const transport = createTransport({ ...nodemailer, host: address, requireTLS, tls })
    await transport.sendMail({ from, to: [...to], subject: 'Hello', text: 'Hello.' })
  })

const over = (machine: Names, client: Client, more: Partial<VerifySettings> = {}) =>
  verified(['starttls-absent'], client, { ports: ['submission'], host: null, names: machine, ...more })

describe('a client that trusts localhost more than other hosts', () => {
  it('passes by the name of this machine', async () => {
    const report = await over(names('shop.example', '127.0.0.1'), trustsLocalhost('127.0.0.1'))
    expect(cellsInWords(report)).toEqual([
      'good submission passed: delivered',
      'starttls-absent submission passed: reported',
    ])
  })

  it.skipIf(platform() !== 'linux')('which is listened for where it leads', async () => {
    const report = await over(names('shop.example', '127.0.1.1'), trustsLocalhost('127.0.1.1'))
    expect(report.verified).toBe(true)
  })

  it('is met by localhost too, where its host stands in its own settings', async () => {
    const report = await over(names('shop.example', '127.0.0.1'), trustsLocalhost('127.0.0.1', 'localhost'))
    expect(cellsInWords(report)).toEqual([
      'good submission passed: delivered',
      'starttls-absent submission failed: password leak',
    ])
    expect(cellOf(report, 'starttls-absent', 'submission').faults[0]).toMatchObject({
      summary: 'It sent its password unencrypted: anyone who was listening has it.',
      finding: { fix: expect.not.stringContaining('localhost more') },
    })
  })

  it('fails by localhost if it is told that, and the report says why it was told that, and what to do', async () => {
    const unknown = nodeClient('goes-unencrypted', {}, 'user-pass')
    const report = await over(names('shop', '192.0.2.7'), unknown)
    const [fault] = cellOf(report, 'starttls-absent', 'submission').faults
    expect(fault?.summary).toBe(
      'It sent its password unencrypted: anyone who was listening has it. Some libraries, such as Go’s net/smtp, trust the host localhost more than others. It got that name because the name of this machine, "shop", leads to 192.0.2.7, where these servers do not listen. Verify the client by another name that leads to 127.0.0.1 as well: --connect.',
    )
  })
})

describe('the command', () => {
  const written = (met: { readonly whyLocalhost: string | null }): string => {
    const stream = new PassThrough()
    progressOn(stream).host(met)
    return String(stream.read() ?? '')
  }

  it('says before the first run why clients connect by localhost, and nothing where they do not', () => {
    expect(written({ whyLocalhost: 'the name of this machine, "shop", leads to no address' })).toBe(
      'Clients connect by localhost: the name of this machine, "shop", leads to no address. --connect chooses another name.\n',
    )
    expect(written({ whyLocalhost: null })).toBe('')
  })
})
