import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { FourportError } from '../../base/errors.ts'
import { reachable } from '../../base/reachable.ts'
import { resolveListeners } from '../../options/ports/resolve.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { defaultDirectory } from '../../tls/default-directory.ts'
import type { Login, Target } from '../doctor/examination.ts'
import { examine, limits } from '../doctor/examine.ts'
import { examinationLines } from '../doctor/print.ts'
import { readTarget } from '../doctor/read-target.ts'
import { trustStores } from '../doctor/trust-stores.ts'
import { exitCodes } from '../exit-codes.ts'
import { styleFor } from '../print/style.ts'
import type { Invocation } from '../verb.ts'

/** `fourport doctor [HOST:PORT]`: what stands between this machine and a mail server; exit 1 if something does. */
export async function doctor({ words, own, options: resolve }: Invocation): Promise<number> {
  const options = await resolve()
  const [typed] = words
  const target = typed === undefined ? ownServer(options) : readTarget(typed)
  const login = await loginOf(own)
  const examined = await examine(target, {
    login,
    stores: trustStores(process.env, options.certs ?? defaultDirectory()),
    isContainer: ['/.dockerenv', '/run/.containerenv'].some((file) => existsSync(file)),
    limits,
  })
  if (options.json) process.stdout.write(`${JSON.stringify({ type: 'doctor', ...examined })}\n`)
  else {
    const lines = examinationLines(examined, styleFor(process.stdout, options.color))
    // The steps are for people who look; the sentence is what was asked for.
    const end = options.quiet ? lines.indexOf('') : lines.length
    process.stdout.write(`${lines.slice(0, end).join('\n')}\n`)
  }
  return examined.ok ? exitCodes.ok : exitCodes.findings
}

/** The ports that the same options would start, by the number that the system may have moved them to as well. */
function ownServer(options: ResolvedOptions): Target {
  const listeners = resolveListeners(options).filter(({ port }) => port !== 0)
  const ports = listeners.map(({ port, hosts, profile, fallbackPort }) => ({
    host: calledHere(hosts),
    port,
    tls: profile.tls === 'implicit' ? ('implicit' as const) : null,
    ...(fallbackPort !== null && { fallback: fallbackPort }),
  }))
  const [first] = ports
  if (first !== undefined) return { host: first.host, ports }
  throw new FourportError('OPTION_INVALID', 'doctor does not know which port to try: all are off, or 0.', {
    help: 'Name one: `fourport doctor localhost:PORT`.',
  })
}

/** The name that an app writes where it leads to the server whichever address it gives; else the first address. */
function calledHere(hosts: readonly string[]): string {
  return ['127.0.0.1', '::1'].every((one) => hosts.includes(one)) ? 'localhost' : reachable(hosts[0]!)
}

/** @throws FourportError OPTION_INVALID */
async function loginOf(own: Invocation['own']): Promise<Login | null> {
  const [given] = own.get('user') ?? []
  const fromStdin = own.has('password-stdin')
  if (given === undefined) {
    if (!fromStdin) return null
    throw new FourportError('OPTION_INVALID', '--password-stdin is given without --user.', {
      help: 'Name the user too: fourport doctor HOST:PORT --user NAME --password-stdin.',
    })
  }
  const password = fromStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : process.env['SMTP_PASS']
  if (password === undefined || password === '') {
    throw new FourportError(
      'OPTION_INVALID',
      `--user is given, and no password ${fromStdin ? 'came on standard input' : 'is in the variable SMTP_PASS'}.`,
      {
        help: 'Write `SMTP_PASS=… fourport doctor HOST:PORT --user NAME`, or --password-stdin and pipe it in.',
      },
    )
  }
  return { user: given, password }
}
