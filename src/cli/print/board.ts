import type { FaultState } from '../../model/fault.ts'
import type { BoundPort } from '../../model/port-profile.ts'
import { resolveListeners } from '../../options/ports/resolve.ts'
import { mebibytes, limitInWords } from '../../options/fit-memory.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { shortest } from './shortest.ts'
import type { Style } from './style.ts'
import { cut, wrapAll } from './visible.ts'

const width = 80

/** What the board shows of a server. */
export interface BoardFacts {
  readonly listeners: readonly BoundPort[]
  readonly ca: { readonly file: string } | null
  readonly http: { readonly url: string } | null
  readonly warnings: readonly string[]
  readonly faults: readonly FaultState[]
}

/** The four ports at a glance: number, mode, what a client sets. */
export function board(server: BoardFacts, options: ResolvedOptions, version: string, style: Style): string[] {
  const planned = resolveListeners(options)
  const rows = server.listeners.map((listener, index) =>
    row(listener, planned[index]?.port ?? 0, options.scenarios[listener.name]),
  )
  const numbers = Math.max(4, ...rows.map(({ number }) => number.length)) + 3
  // A long name gives way, as what a client sets must not.
  const names = Math.min(Math.max(7, ...rows.map(({ name }) => name.length)) + 3, width - numbers - 48)
  const line = (number: string, name: string, tls: string, client: string): string =>
    `${number.padEnd(numbers)}${cut(name, names - 3).padEnd(names)}${tls.padEnd(20)}${client}`
  const heading = line('Port', 'Name', 'TLS', 'What a client sets')
  const on = rows.length > 0 ? `  on ${cut(addresses(server).join(', '), 54)}` : ''
  return [
    `  ${style.bold('Fourport')} ${style.dim(`${version}${on}`)}`,
    '',
    ...(rows.length > 0 ? [`  ${style.dim(heading)}`] : []),
    ...rows.map(({ number, name, tls, client }) => {
      const text = cut(line(number, name, tls, client), width - 2)
      return `  ${style.bold(style.cyan(text.slice(0, numbers)))}${text.slice(numbers)}`
    }),
    ...(rows.length > 0 ? [''] : []),
    ...(server.http ? [`  ${style.dim('Page')}  ${style.cyan(server.http.url)}`] : []),
    ...(server.ca
      ? [`  ${style.dim('CA')}    ${shortest(server.ca.file)}  ${style.dim('to trust it: fourport ca')}`]
      : []),
    ...(options.store === null
      ? [`  ${style.dim('Memory')}  ${memoryWords(options)}`]
      : [`  ${style.dim('Store')}   ${shortest(options.store)}  ${style.dim(storeWords(options))}`]),
    ...faultLines(server.faults).map((text) => `  ${style.dim('Fault')} ${text}`),
    ...(server.warnings.length > 0 ? [''] : []),
    ...server.warnings.flatMap((warning) => warningLines(warning, style)),
    '',
  ]
}

export function warningLines(warning: string, style: Style): string[] {
  const [first = '', ...more] = wrapAll(warning, style.columns - 4)
  return [`  ${style.yellow('!')} ${first}`, ...more.map((line) => `    ${line}`)]
}

function row(
  listener: BoundPort,
  asked: number,
  scenario: string | undefined,
): { number: string; name: string; tls: string; client: string } {
  const moved = asked !== 0 && asked !== listener.port
  return {
    number: moved ? `${asked} → ${listener.port}` : `${listener.port}`,
    name: listener.name,
    tls: tlsWord(listener),
    client:
      scenario === undefined
        ? `${clientTls(listener)}, ${listener.authWithoutTls ? 'login without TLS' : loginWord[listener.auth]}`
        : `${scenario}, on purpose`,
  }
}

function tlsWord({ tls, tlsRequired }: BoundPort): string {
  if (tls === 'implicit') return 'implicit'
  return tls === 'none' ? 'none' : tlsRequired ? 'STARTTLS required' : 'STARTTLS offered'
}

/** In the words of most clients' settings: none, SSL/TLS, STARTTLS. */
function clientTls({ tls, tlsRequired }: BoundPort): string {
  if (tls === 'implicit') return 'SSL/TLS'
  return tls === 'none' ? 'no encryption' : tlsRequired ? 'STARTTLS' : 'STARTTLS or none'
}

const loginWord = { off: 'no login', optional: 'login optional', required: 'login required' } as const

function addresses(server: BoardFacts): readonly string[] {
  return [...new Set(server.listeners.flatMap((listener) => listener.addresses))]
}

/** How much is kept at most, and what sets the limit where it is less than the defaults. */
function memoryWords({ memory, maxMessageBytes, maxSessionBytes }: ResolvedOptions): string {
  const amounts = `up to ${mebibytes(maxMessageBytes)} of messages, ${mebibytes(maxSessionBytes)} of sessions`
  return memory.isBound ? `${amounts} (in ${limitInWords(memory)})` : amounts
}

/** How much the file keeps at most. */
function storeWords({ readOnly, maxMessages, maxMessageBytes }: ResolvedOptions): string {
  if (readOnly) return 'read-only'
  return `up to ${maxMessages.toLocaleString('en-US')} messages, ${mebibytes(maxMessageBytes)}`
}

/** The same seed makes the same choices again. */
function faultLines(faults: readonly FaultState[]): string[] {
  if (faults.length === 0) return []
  const seed = faults.find((fault) => fault.seed !== undefined)?.seed
  const chance = seed === undefined ? '' : `; --fault-seed ${seed} repeats what chance decides`
  return [`${faults.length} set on purpose${chance}`]
}
