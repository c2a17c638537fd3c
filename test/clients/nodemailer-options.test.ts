import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { login, rightTls, type PortKey } from '../support/clients/cases.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { sendWith } from '../support/clients/nodemailer.ts'
import { sampleMessage } from '../support/clients/sample-message.ts'
import { Score } from '../support/clients/score.ts'
import { createServers, type Servers, type Target } from '../support/clients/servers.ts'

/** Nodemailer's options for TLS and login, every combination on every port. */
interface Options {
  readonly secure?: boolean
  readonly requireTLS: boolean
  readonly ignoreTLS: boolean
  readonly opportunisticTLS: boolean
  readonly auth: 'none' | 'right' | 'wrong'
  readonly authMethod?: string
  readonly tls: 'ca' | 'no-ca' | 'not-verifying' | 'tls-1.1-only'
}

let servers: Servers
beforeAll(async () => {
  servers = await createServers(login)
})
afterAll(() => servers.remove())

// On 465 a client without `secure` waits for a greeting; all of those wait at once, at the end.
const space = (['relay', 'smtps', 'submission', 'submissionAlt'] as const).flatMap((port) =>
  everyCombination().map((options) => ({ port, options })),
)
const waiting = ({ port, options }: (typeof space)[number]): boolean =>
  port === 'smtps' && options.secure !== true
const lanes = 8

test('the whole option space of nodemailer: every wrong set-up its finding, every right one none', async () => {
  const score = new Score()
  const todo = space.filter((one) => !waiting(one))
  const work = async (): Promise<void> => {
    // What a client did a moment ago may explain what it does now; here every client is another one.
    await using target = await servers.start('usual')
    for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
      const { port, options } = one
      const result = await send(target, port, options)
      const [found] = await findingsOf(target, 1)
      const expected = expectedOf(port, options)
      score.count(`${port} ${JSON.stringify(options)}`, expected, found ?? [])
      expect(result.ok, `${port} ${JSON.stringify(options)}: ${result.output}`).toBe(expected.length === 0)
      await target.server.clear()
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))

  await using target = await servers.start('usual')
  const silent = space.filter(waiting)
  await Promise.all(silent.map(({ port, options }) => send(target, port, options)))
  for (const found of await findingsOf(target, silent.length)) {
    score.count('smtps without secure', ['plaintext-on-implicit-tls-port'], found)
  }

  process.stdout.write(`nodemailer, ${space.length} combinations: ${score.toString()}\n`)
  expect(score.differences).toEqual([])
  expect([score.precision, score.recall]).toEqual([1, 1])
}, 180_000)

function everyCombination(): readonly Options[] {
  const flags = [false, true]
  const logins = [
    { auth: 'none' as const },
    ...(['right', 'wrong'] as const).flatMap((auth) => [
      { auth },
      ...['LOGIN', 'CRAM-MD5'].map((authMethod) => ({ auth, authMethod })),
    ]),
  ]
  const combinations: Options[] = []
  for (const secure of [undefined, false, true])
    for (const requireTLS of flags)
      for (const ignoreTLS of flags)
        for (const opportunisticTLS of flags)
          for (const tls of ['ca', 'no-ca', 'not-verifying', 'tls-1.1-only'] as const)
            for (const auth of logins) {
              const rest = { requireTLS, ignoreTLS, opportunisticTLS, tls, ...auth }
              combinations.push(secure === undefined ? rest : { secure, ...rest })
            }
  return combinations
}

/** From what the options mean, as nodemailer documents them; `requireTLS` wins over the two that contradict it. */
function expectedOf(port: PortKey, options: Options): readonly string[] {
  const mode = rightTls[port]
  const secure = options.secure === true
  if (secure && mode === 'none') return ['implicit-tls-on-plain-port']
  if (secure && mode === 'starttls') return ['implicit-tls-on-starttls-port']
  if (!secure && mode === 'implicit') return ['plaintext-on-implicit-tls-port']
  if (mode === 'none') return options.requireTLS ? ['starttls-required-not-offered'] : []
  if (!secure && !options.requireTLS && options.ignoreTLS) return ['starttls-not-used']
  if (options.tls === 'tls-1.1-only') return ['tls-version-too-old']
  if (options.tls === 'no-ca') return ['certificate-rejected-silently']
  return options.auth === 'wrong' ? ['login-rejected'] : []
}

async function send({ server, caFile }: Target, port: PortKey, options: Options) {
  const { auth, tls, ...flags } = options
  const to = ['bob@client.test']
  const pass = auth === 'right' ? login.password : 'battery staple'
  return sendWith(
    { from: login.user, to, message: sampleMessage(login.user, to, 'options') },
    {
      host: 'localhost',
      port: server.ports[port].port,
      ...flags,
      ...(auth === 'none' ? {} : { auth: { user: login.user, pass } }),
      tls: {
        ca: { ca: readFileSync(caFile) },
        'no-ca': {},
        'not-verifying': { rejectUnauthorized: false },
        'tls-1.1-only': {
          ca: readFileSync(caFile),
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1.1',
          ciphers: 'DEFAULT@SECLEVEL=0',
        },
      }[tls],
      greetingTimeout: 3_000,
    },
  )
}

/** Per session, what is said of it beyond notes. */
async function findingsOf({ server }: Target, count: number): Promise<readonly (readonly string[])[]> {
  const sessions = await endedSessions(server, { count })
  const verdicts = await Promise.all(sessions.map(server.verdict))
  return verdicts.map(({ findings }) =>
    findings.filter(({ severity }) => severity !== 'note').map(({ id }) => id),
  )
}
