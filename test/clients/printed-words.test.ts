import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FindingId } from '../../src/diagnosis/catalogue.ts'
import { printedErrors } from '../../src/diagnosis/printed-errors.ts'
import { startServer, type FourportServer } from '../../src/index.ts'
import { flawedCertificate } from '../support/flawed-certificate.ts'
import { systemClock } from '../../src/base/passed-in.ts'
import { goEnv } from '../support/clients/current.ts'
import { endedSessions, findingsOf } from '../support/clients/ended-sessions.ts'
import { runProcess } from '../support/clients/run-process.ts'
import { whyNot } from '../support/programs/programs.ts'
import { Wire } from '../support/wire.ts'

const folder = mkdtempSync(join(tmpdir(), 'fourport-words-'))
let server: FourportServer
let other: FourportServer

beforeAll(async () => {
  server = await startServer({ certs: join(folder, 'certs') })
  const { certificate, key } = await flawedCertificate('wrong-name', systemClock)
  other = await startServer({ certs: join(folder, 'certs'), cert: certificate, key })
})
afterAll(async () => {
  await Promise.all([server.close(), other.close()])
  rmSync(folder, { recursive: true, force: true })
})

/** Whether the page has these words under this finding. */
function isOnPage(id: FindingId, text: string): boolean {
  return (printedErrors[id] ?? []).some(({ texts }) => texts.some((term) => text.includes(term)))
}

const port = (name: 'relay' | 'smtps' | 'submission'): string => String(server.ports[name].port)

describe('the errors that people read lead to the page', () => {
  test.skipIf(whyNot('go') !== null)('Go', { timeout: 180_000 }, async () => {
    const program = fileURLToPath(new URL('support/words.go', import.meta.url))
    const { output } = await runProcess('go', ['run', program], {
      env: {
        GO111MODULE: 'off',
        GOCACHE: goEnv.GOCACHE,
        GOFLAGS: '-p=1',
        RELAY: port('relay'),
        SMTPS: port('smtps'),
        SUBMISSION: port('submission'),
        OTHER: String(other.ports.submission.port),
        CA: server.ca.file,
      },
      limitMs: 170_000,
    })
    const said = new Map(output.split('\n').map((line) => line.split('\t') as [string, string]))
    expect(said.get('sent'), output).toBe('<nil>')
    for (const [id, text] of said) {
      if (id === 'sent' || id === '') continue
      expect(isOnPage(id as FindingId, text), `${id}: ${text}`).toBe(true)
    }
    expect(said.size).toBeGreaterThan(5)

    const [session] = await endedSessions(other)
    expect((await other.verdict(session!)).findings).toMatchObject([
      { id: 'names-not-compared', severity: 'warning', fix: expect.stringContaining('InsecureSkipVerify') },
    ])
    const sessions = await endedSessions(server)
    const whys = (await findingsOf(server, sessions))
      .filter(({ id }) => id.startsWith('implicit-tls-on-'))
      .map(({ why }) => why)
    expect(whys).toHaveLength(2)
    for (const why of whys) expect(why).toContain('("first record does not look like a TLS handshake")')
  })

  test('Node', async () => {
    const errorOf = async (name: keyof typeof server.ports, options: object): Promise<string> =>
      Wire.openTls(server.ports[name], { rejectUnauthorized: true, ...options }).then(
        () => 'none',
        (error: Error) => error.message,
      )
    const ca = server.ca.pem
    const said = {
      'implicit-tls-on-plain-port': await errorOf('relay', { ca }),
      'ca-not-trusted': await errorOf('smtps', {}),
      'certificate-name-mismatch': await errorOf('smtps', { ca, servername: 'mail.app.example' }),
      'tls-version-too-old': await errorOf('smtps', {
        ca,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
    } as const
    for (const [id, text] of Object.entries(said))
      expect(isOnPage(id as FindingId, text), `${id}: ${text}`).toBe(true)
  })

  test.skipIf(whyNot('python') !== null)('Python', async () => {
    const program = `
import smtplib, ssl, sys
relay, smtps, submission, ca = sys.argv[1:]
def told(name, action):
    try: action(); print(name, "none", sep="\\t")
    except Exception as error: print(name, error, sep="\\t")
told("implicit-tls-on-plain-port", lambda: smtplib.SMTP_SSL("localhost", relay))
told("ca-not-trusted", lambda: smtplib.SMTP_SSL("localhost", smtps, context=ssl.create_default_context()))
def starttls_on_relay():
    with smtplib.SMTP("localhost", relay) as smtp: smtp.starttls()
told("gave-up-after-ehlo-on-plain-port", starttls_on_relay)
def login_in_clear():
    with smtplib.SMTP("localhost", submission) as smtp: smtp.login("ann", "x")
told("login-impossible-without-starttls", login_in_clear)
`
    const words = [port('relay'), port('smtps'), port('submission'), server.ca.file]
    const { output } = await runProcess('python3', ['-', ...words], { input: program, limitMs: 20_000 })
    const lines = output
      .trim()
      .split('\n')
      .map((line) => line.split('\t') as [FindingId, string])
    expect(lines).toHaveLength(4)
    for (const [id, text] of lines) expect(isOnPage(id, text), `${id}: ${text}`).toBe(true)
  })

  test.skipIf(whyNot('jdk') !== null)('Java', { timeout: 60_000 }, async () => {
    const file = join(folder, 'Words.java')
    writeFileSync(
      file,
      `import javax.net.ssl.*;
public class Words { public static void main(String[] ports) throws Exception {
  for (String port : ports) {
    try (SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket("localhost", Integer.parseInt(port))) {
      socket.startHandshake(); System.out.println("none");
    } catch (Exception error) { System.out.println(error.getMessage().replace("\\n", " ")); }
  }
}}`,
    )
    const { output } = await runProcess('java', [file, port('relay'), port('smtps')], { limitMs: 50_000 })
    const [clear = '', ca = ''] = output.trim().split('\n')
    expect(isOnPage('implicit-tls-on-plain-port', clear), clear).toBe(true)
    expect(isOnPage('ca-not-trusted', ca), ca).toBe(true)
  })
})
