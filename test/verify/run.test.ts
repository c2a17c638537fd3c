import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { keyToPem, newKey, writeCertificate } from '../../src/tls/certificate-writer.ts'
import { commandClient } from '../../src/verify/client/command.ts'
import { functionClient } from '../../src/verify/client/function.ts'
import { manualClient } from '../../src/verify/client/manual.ts'
import type { VerifyTarget } from '../../src/verify/client/target.ts'
import { inDataFolder } from './support/in-data-folder.ts'
import { cellOf, cellsInWords, nodeClient, scriptClient, verified } from './support/run-verify.ts'

/** Connects, and no more. */
const comes =
  "await new Promise((resolve) => process.getBuiltinModule('node:net').connect(process.env.SMTP_PORT, process.env.SMTP_HOST).on('close', resolve).on('connect', function () { this.destroy() }));"
const leaves = `${comes} process.exit(1)`

const all = ['good', 'greeting-slow', 'mail-451', 'rcpt-550', 'cut-rst-dot', 'quit-421']

describe('a client is run once in each cell', () => {
  it('and a careful one passes all of them', async () => {
    const report = await verified(all, nodeClient('careful'))
    const words = { good: 'delivered', 'quit-421': 'delivered', 'greeting-slow': 'delivered' }
    expect(cellsInWords(report)).toEqual(
      all.flatMap((name) =>
        ['relay', 'smtps', 'submission', 'submission-alt'].map(
          (profile) => `${name} ${profile} passed: ${words[name as keyof typeof words] ?? 'reported'}`,
        ),
      ),
    )
    expect(report).toMatchObject({ version: 1, verified: true })
    expect(cellOf(report, 'good', 'submission').way).toEqual({
      tls: 'starttls',
      version: 'TLSv1.3',
      auth: 'PLAIN',
    })
    expect(cellOf(report, 'cut-rst-dot', 'smtps')).toMatchObject({ arrived: 1, delivered: 0, connections: 1 })
    expect(cellOf(report, 'mail-451', 'smtps').end).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('451') as string,
    })
  })

  it('and a careless one is told of what it neglects', async () => {
    const report = await verified(all, nodeClient('careless'), { ports: ['smtps'] })
    expect(report.verified).toBe(false)
    expect(report.cells.map(({ scenario: name, faults }) => [name, faults.map(({ code }) => code)])).toEqual([
      ['good', []],
      ['greeting-slow', []],
      ['mail-451', ['failure-not-reported']],
      ['rcpt-550', ['retried-for-good', 'failure-not-reported']],
      ['cut-rst-dot', []],
      ['quit-421', ['false-alarm']],
    ])
    expect(cellOf(report, 'cut-rst-dot', 'smtps')).toMatchObject({ arrived: 2, delivered: 1, connections: 2 })
  })

  it('with settings of its own, and none of those that were there before', async () => {
    const script =
      "const { SMTP_USER, SMTP_TO, SMTP_URL, SMTP_SECURE } = process.env; console.log(JSON.stringify([SMTP_USER, SMTP_TO, SMTP_SECURE, SMTP_URL.replace(/\\d+$/, ''), ...process.argv.slice(1)])); process.exitCode = 3;" +
      comes
    process.env['SMTP_USER'] = 'somebody else'
    try {
      const report = await verified(['good'], scriptClient(script, '{scheme}', '{{port}}', '{other}'), {
        ports: ['relay', 'smtps'],
      })
      const outputs = report.cells.map(({ end }) => JSON.parse(end?.output ?? '') as unknown)
      expect(outputs).toEqual([
        ['', 'good.relay@verify.test', 'false', 'smtp://localhost:', 'smtp', '{port}', '{other}'],
        [
          'good.smtps',
          'good.smtps@verify.test',
          'true',
          // The password is in none of what is shown.
          'smtps://good.smtps:…@localhost:',
          'smtps',
          '{port}',
          '{other}',
        ],
      ])
      expect(report.cells.map(({ end }) => end?.exitCode)).toEqual([3, 3])
    } finally {
      delete process.env['SMTP_USER']
    }
  })

  it('and that it refuses proves nothing where it refuses the control', async () => {
    const report = await verified(['mail-451'], scriptClient(leaves), { ports: ['smtps'] })
    expect(cellsInWords(report)).toEqual([
      'good smtps failed: not delivered',
      'mail-451 smtps unproven: control fails',
    ])
    expect(cellOf(report, 'mail-451', 'smtps').why).toContain('delivers to no server')
  })

  it('skips what does not apply to a port, and says why', async () => {
    const report = await verified(['cert-exp*'], nodeClient('careful'), { ports: ['relay', 'smtps'] })
    expect(cellsInWords(report)).toEqual([
      'good relay passed: delivered',
      'good smtps passed: delivered',
      'cert-expired relay skipped: skipped',
      'cert-expired smtps passed: reported',
    ])
    expect(cellOf(report, 'cert-expired', 'relay').why).toBe(
      'It does not apply to a port that has neither TLS nor AUTH.',
    )
  })

  it('knows no other scenarios', async () => {
    await expect(verified(['mail-45'], nodeClient('careful'))).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'No scenario is called "mail-45". Did you mean mail-451?',
    })
  })

  it.each([
    ['starttls-absent', 'relay', 'a port that has neither TLS nor AUTH', 'a port for STARTTLS (587, 2525)'],
    [
      'cert-exp*',
      'relay',
      'a port that has neither TLS nor AUTH',
      'a port for implicit TLS (465) or a port for STARTTLS (587, 2525)',
    ],
    ['starttls-*', 'smtps', 'a port for implicit TLS', 'a port for STARTTLS (587, 2525)'],
  ] as const)(
    'refuses %s where only %s is chosen: nothing of it would be run',
    async (pattern, port, chosen, needed) => {
      await expect(
        verified(['good', pattern], nodeClient('careful'), { ports: [port] }),
      ).rejects.toMatchObject({
        code: 'OPTION_INVALID',
        message: `The scenario "${pattern}" does not apply to ${chosen}.`,
        help: `It needs ${needed}: choose such a port as well, or leave the scenario out.`,
      })
    },
  )
})

/** A CA that may sign leaves alone, as those of earlier versions. */
async function writeOldAuthority(certs: string): Promise<void> {
  const key = newKey()
  const dates = {
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 86_400_000 * 300),
  }
  const ca = { key, commonName: 'An old CA', names: [], issuer: null, caPathLength: 0, ...dates }
  writeFileSync(join(certs, 'ca.pem'), await writeCertificate(ca))
  writeFileSync(join(certs, 'ca.key'), keyToPem(key), { mode: 0o600 })
}

describe('a client that cannot be verified', () => {
  it('is run once on each port when it never connects, and how it ended is said', async () => {
    const told: string[] = []
    const script = 'console.log("looking"); console.error("Error: Cannot find package x"); process.exit(1)'
    await expect(
      verified(['good', 'mail-451', 'cert-*'], scriptClient(script), {
        onProgress: ({ cell: { scenario, profile } }) => void told.push(`${scenario} ${profile}`),
      }),
    ).rejects.toMatchObject({
      code: 'CLIENT_NEVER_CONNECTED',
      message: expect.stringMatching(
        /never connected, on any port \(25, 465, 587, 2525\): exit code 1; it printed:\n {2}Error: Cannot find package x/,
      ) as string,
      help: expect.stringMatching(/^Fix that first\. .*SMTP_PORT/) as string,
    })
    expect(told.toSorted()).toEqual(['good relay', 'good smtps', 'good submission', 'good submission-alt'])
  })

  it('is one that goes elsewhere and says that all is well, and a function', async () => {
    const elsewhere = verified(['mail-451'], scriptClient(''), { ports: ['smtps'] })
    await expect(elsewhere).rejects.toMatchObject({
      message: expect.stringMatching(
        /never connected, on port 465: exit code 0; it printed nothing\.$/,
      ) as string,
      help: expect.stringMatching(/must run the queue too/) as string,
    })
    const never = functionClient(function lost() {
      throw new Error('No settings')
    })
    await expect(verified(['mail-451'], never)).rejects.toThrow(
      /^lost never connected, on any port \(25, 465, 587, 2525\): it threw:\n {2}No settings$/,
    )
    const idle = functionClient(async function idle() {})
    await expect(verified(['mail-451'], idle, { ports: ['smtps'] })).rejects.toThrow(
      /^idle never connected, on port 465: it returned without an error\.$/,
    )
  })
})

describe('a client that hangs at a server in order', () => {
  it('is told why, once: what it does elsewhere proves nothing', async () => {
    const waits = `require('node:net').connect(process.env.SMTP_PORT, process.env.SMTP_HOST)`
    const client = commandClient([process.execPath, '-e', waits], { env: {}, presets: [], caEnv: false })
    const told: string[] = []
    const report = await verified(['mail-451', 'rcpt-550'], client, {
      ports: ['smtps'],
      limitMs: 3000,
      onProgress: ({ cell, done, total }) => void told.push(`${cell.scenario} ${done}/${total}`),
    })
    expect(cellsInWords(report)).toEqual([
      'good smtps hung: hung',
      'mail-451 smtps unproven: control fails',
      'rcpt-550 smtps unproven: control fails',
    ])
    expect(cellOf(report, 'good', 'smtps').faults).toMatchObject([
      {
        code: 'hung',
        finding: {
          id: 'plaintext-on-implicit-tls-port',
          port: 465,
          saw: expect.stringMatching(/ sent nothing for .*, then closed the connection\.$/) as string,
        },
      },
    ])
    expect(told).toEqual(['good 1/3', 'mail-451 2/3', 'rcpt-550 3/3'])
    expect(cellOf(report, 'mail-451', 'smtps')).toMatchObject({
      end: null,
      rule: null,
      connections: 0,
      sessions: [],
      why: expect.stringContaining('was not run here') as string,
    })
  })
})

describe('the CA of a run', () => {
  it('is one of its own, readable on every port, and gone with the run: the user’s is neither met nor made', async () => {
    const files: string[] = []
    const reading = functionClient(async ({ caFile, host, port }) => {
      files.push(caFile)
      expect(readFileSync(caFile, 'utf8')).toContain('BEGIN CERTIFICATE')
      const socket = connect(port, host)
      await once(socket, 'connect')
      socket.destroy()
    })
    await inDataFolder(async (folder) => {
      await verified(['good'], reading, { ports: ['relay'] })
      await verified(['good'], reading)
      expect(readdirSync(folder)).toEqual([])
      expect(files.filter((file) => existsSync(dirname(file)))).toEqual([])
    })
    expect(files).toHaveLength(5)
  })

  it('is readable where the one port that an app is set up for has no TLS', async () => {
    const certs = mkdtempSync(join(tmpdir(), 'fourport-fixed-ca-'))
    const texts: string[] = []
    const ask = async ({ caFile, nodemailer, from, to }: VerifyTarget): Promise<void> => {
      texts.push(readFileSync(caFile, 'utf8'))
      await createTransport(nodemailer).sendMail({ from, to: [...to], text: 'Hello.' })
    }
    try {
      const report = await verified(['good'], manualClient({ ask, close: () => undefined }), {
        ports: ['relay'],
        parallel: 1,
        certs,
        fixed: {
          host: ['127.0.0.1', '::1'],
          ports: { relay: 0, smtps: 0, submission: 0, submissionAlt: 0 },
          strictPorts: false,
        },
      })
      expect(cellsInWords(report)).toEqual(['good relay passed: delivered'])
    } finally {
      rmSync(certs, { recursive: true })
    }
    expect(texts).toEqual([expect.stringContaining('BEGIN CERTIFICATE')])
  })
})

describe('replies injected after the 220', () => {
  it.each([
    ['PLAIN', 'inject-session'],
    ['LOGIN', 'inject-login'],
  ])('lead a client that logs in by %s through %s', async (auth, scenario) => {
    const client = nodeClient('careless', { CARELESS_AUTH: auth })
    const report = await verified([scenario], client, { ports: ['submission'] })
    expect(cellOf(report, scenario, 'submission')).toMatchObject({
      words: 'reply used',
      // The true answer does not offer its mechanism, so its login is refused.
      way: { tls: 'starttls', version: 'TLSv1.2', auth: null },
      delivered: 0,
      faults: [{ code: 'injected-reply-used' }],
    })
  })

  it('are no client’s to use, though it does not log in', async () => {
    const settings = { ports: ['submission'], login: false } as const
    const report = await verified(['inject-session'], nodeClient('careless'), settings)
    expect(cellOf(report, 'inject-session', 'submission')).toMatchObject({
      verdict: 'failed',
      rule: { kind: 'must', source: 'RFC 3207 §4.2' },
      faults: [{ code: 'injected-reply-used' }, { code: 'failure-not-reported' }],
    })
  })
})

/** Tries again at once where its login is refused, as no client may. */
const stubborn = (method: string) =>
  functionClient(async ({ host, port, secure, user, password, from, to, caFile }) => {
    const auth = { user: user ?? '', pass: password ?? '', method }
    const tls = { ca: readFileSync(caFile) }
    const transport = createTransport({ host, port, secure, requireTLS: true, auth, tls })
    let failure: unknown = null
    for (let tries = 0; tries < 5; tries++) {
      try {
        await transport.sendMail({ from, to: [...to], text: 'Hello.' })
        return
      } catch (error) {
        failure = error
      }
    }
    throw failure
  })

describe('a login that was refused', () => {
  it.each(['PLAIN', 'LOGIN', 'CRAM-MD5'])('and comes again and again by %s, is told', async (method) => {
    const report = await verified(['auth-535'], stubborn(method), { ports: ['smtps'] })
    const { words, faults } = cellOf(report, 'auth-535', 'smtps')
    expect([words, faults.map(({ code }) => code)]).toEqual(['many logins', ['login-repeated']])
  })
})

/** Nodemailer as its first example has it: STARTTLS where it is offered. */
const opportunistic = functionClient(async ({ host, port, secure, user, password, from, to, caFile }) => {
  const auth = { user: user ?? '', pass: password ?? '' }
  const transport = createTransport({ host, port, secure, auth, tls: { ca: readFileSync(caFile) } })
  await transport.sendMail({ from, to: [...to], text: 'Hello.' }).finally(() => transport.close())
})

describe('a client that sends to one recipient, whatever it is given', () => {
  it('does not meet the one that is refused among three', async () => {
    const toOne = functionClient(async ({ nodemailer, from }) => {
      const transport = createTransport(nodemailer)
      await transport
        .sendMail({ from, to: 'me@verify.test', text: 'Hello.' })
        .finally(() => transport.close())
    })
    const report = await verified(['rcpt-one-*'], toOne, { ports: ['smtps'] })
    expect(cellsInWords(report)).toEqual([
      'good smtps passed: delivered',
      'rcpt-one-450 smtps unproven: one recipient',
      'rcpt-one-550 smtps unproven: one recipient',
    ])
    expect(cellOf(report, 'rcpt-one-550', 'smtps').why).toBe(
      'It was given three recipients and sent to one, so no refusal could be tested. Let it take its recipients from `to` of its target.',
    )
  })
})

describe('the cure', () => {
  it.each(['starttls-absent', 'ehlo-refused'])(
    'for a client that goes on in clear under %s is to require TLS on the port that everybody knows',
    async (scenario) => {
      const report = await verified([scenario], opportunistic, { ports: ['submission'] })
      const { faults } = cellOf(report, scenario, 'submission')
      expect(faults.map(({ code }) => code)).toEqual(['password-unencrypted', 'message-unencrypted'])
      for (const { fix, finding } of faults) {
        for (const code of [fix?.code, ...(finding?.snippets ?? []).map((snippet) => snippet.code)]) {
          expect(code).not.toContain('ignoreTLS')
          expect(code).toMatch(/587/)
          // Of this run is neither the port nor the user.
          expect(code).toMatch(/user: 'user'|login: +user,/)
          expect(code).toContain('path/to/ca.pem')
        }
        expect(fix).toMatchObject({
          library: 'Nodemailer',
          code: expect.stringContaining('requireTLS: true') as string,
        })
      }
      expect(faults[0]?.finding?.fix).toBe(
        'Make the client start TLS before it logs in on port 587, and never log in without it.',
      )
      expect(JSON.stringify(faults)).not.toMatch(/switch TLS off|no TLS|without auth/i)
    },
  )

  it('names no file that is gone with the run', async () => {
    const report = await verified(
      ['good'],
      functionClient(async ({ host, port, secure, from, to }) => {
        const transport = createTransport({ host, port, secure })
        await transport.sendMail({ from, to: [...to], text: 'Hello.' }).finally(() => transport.close())
      }),
      { ports: ['smtps'] },
    )
    const [fault] = cellOf(report, 'good', 'smtps').faults
    expect(fault).toMatchObject({ code: 'not-delivered', fix: { library: 'Nodemailer' } })
    expect(fault?.fix?.code).toMatch(/port: 465,[^]*ca: readFileSync\('path\/to\/ca.pem'\)/)
    expect(fault?.finding?.fix).toBe(
      'Let the client trust the CA in the `caFile` of its target; do not switch verification off.',
    )
    expect(JSON.stringify(fault)).not.toContain('fourport-verify-')
  })
})

describe('what cannot be done here', () => {
  it('is skipped with the reason, and the rest is run', async () => {
    const certs = mkdtempSync(join(tmpdir(), 'fourport-old-ca-'))
    await writeOldAuthority(certs)
    try {
      const report = await verified(['good-chain', 'cert-expired'], nodeClient('careful'), {
        ports: ['smtps'],
        certs,
      })
      expect(cellsInWords(report)).toEqual([
        'good smtps passed: delivered',
        'good-chain smtps skipped: not here',
        'cert-expired smtps passed: reported',
      ])
      expect(cellOf(report, 'good-chain', 'smtps').why).toContain('a new CA is made')
    } finally {
      rmSync(certs, { recursive: true })
    }
  })
})
