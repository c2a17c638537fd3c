import { FourportError } from '../../base/errors.ts'
import { reachable } from '../../base/reachable.ts'
import { type PlannedListener, resolveListeners } from '../../options/ports/resolve.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Invocation } from '../verb.ts'
import { checkPage, checkPort, checkTimeoutMs, type Health } from '../health/check.ts'
import { styleFor } from '../print/style.ts'

/** `fourport healthcheck`: greets each port, all within two seconds, as the same options would start it; exit 1 if one does not answer. */
export async function healthcheck(invocation: Invocation): Promise<number> {
  const options = await invocation.options()
  const results = await Promise.all(checksOf(options, AbortSignal.timeout(checkTimeoutMs)))
  const healthy = results.every(({ fault }) => fault === null)
  if (options.json) process.stdout.write(`${JSON.stringify({ type: 'health', healthy, ports: results })}\n`)
  else for (const line of healthLines(results, options)) process.stdout.write(`${line}\n`)
  return healthy ? exitCodes.ok : exitCodes.findings
}

/** What comes of looking at each port; at the deadline, that it did not answer. */
export function checksOf(options: ResolvedOptions, deadline: AbortSignal): Promise<Health>[] {
  const listeners = resolveListeners(options)
  const ephemeral = listeners.find(({ port }) => port === 0)
  if (ephemeral !== undefined || options.http === 0) {
    throw new FourportError(
      'OPTION_INVALID',
      `healthcheck cannot know the number of ${ephemeral?.name ?? 'http'}: its port is 0.`,
      {
        help: 'Give the number that the running server printed.',
      },
    )
  }
  const page =
    options.http === 'off'
      ? []
      : [
          checkPage(
            { ...options, host: reachable(options.httpHost[0] as string), port: options.http },
            deadline,
          ),
        ]
  return [...listeners.map((listener) => check(listener, deadline)), ...page]
}

/** Where the number was forbidden, the server answers on the other one; which of the two cannot be known from here. */
async function check(listener: PlannedListener, deadline: AbortSignal): Promise<Health> {
  const at = {
    name: listener.name,
    host: reachable(listener.hosts[0] as string),
    tls: listener.profile.tls === 'implicit',
  }
  const first = await checkPort({ ...at, port: listener.port }, deadline)
  if (first.fault === null || listener.fallbackPort === null) return first
  const second = await checkPort({ ...at, port: listener.fallbackPort }, deadline)
  return second.fault === null ? second : first
}

function healthLines(results: readonly Health[], options: ResolvedOptions): string[] {
  const style = styleFor(process.stdout, options.color)
  return results
    .filter(({ fault }) => !options.quiet || fault !== null)
    .map(({ name, host, port, fault }) => {
      const where = `${name.padEnd(16)}${host.includes(':') ? `[${host}]` : host}:${port}`
      return fault === null ? `${style.green('✓')} ${where}` : `${style.red('✗')} ${where}  ${fault}`
    })
}
