import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FourportError } from '../../base/errors.ts'
import { systemClock } from '../../base/passed-in.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { loadTlsFor } from '../../server/load-tls-for.ts'
import { defaultDirectory } from '../../tls/default-directory.ts'
import { trustInstructions } from '../../tls/trust.ts'
import { authorityOf, isSignedBy, readCa } from '../ca/authority-of.ts'
import { type RunningServer, runningServer } from '../ca/running-server.ts'
import { exitCodes } from '../exit-codes.ts'
import { styleFor } from '../print/style.ts'
import { wrap } from '../print/visible.ts'
import type { Invocation } from '../verb.ts'

/** `fourport ca`: the CA of the server that runs, else of the folder, made if there is none yet; and how to trust it. */
export async function ca(invocation: Invocation): Promise<number> {
  const options = await invocation.options()
  const folder = options.certs ?? defaultDirectory()
  const running = await runningServer(options)
  const isNamed = options.certs !== null || options.caCopy !== null || options.cert !== null
  const ofServer = running === null || isNamed ? null : authorityOf(running, folder)
  if (ofServer !== null) {
    process.stdout.write(`${printed(ofServer, running, options)}\n`)
    return exitCodes.ok
  }
  const isThere = existsSync(join(folder, 'ca.pem'))
  const loaded = await loadTlsFor(options, systemClock)
  if (loaded.ca === null) {
    throw new FourportError('OPTION_CONFLICT', 'Fourport makes no CA if you use a certificate of your own.', {
      help: 'Trust the CA that signed yours, or remove --cert and --key.',
    })
  }
  const { file } = loaded.ca
  if (!isThere) say(`Made a new CA in ${folder}: there was none, and no running server reported one.`)
  const isUsed = running !== null && uses(running, file)
  if (running !== null && !isUsed) sayOther(running)
  process.stdout.write(`${printed(file, isUsed ? running : null, options)}\n`)
  return exitCodes.ok
}

/** As far as it can be known. */
function uses({ leaf, caFile }: RunningServer, file: string): boolean {
  return leaf === null ? caFile === file : isSignedBy(leaf, file)
}

function sayOther({ url, caFile, leaf, asksLogin }: RunningServer): void {
  if (caFile !== null)
    say(`The server at ${url} has another CA, ${caFile}: leave --certs out to print that one.`)
  else if (leaf !== null) say(`The server at ${url} has a certificate that this CA has not signed.`)
  else if (asksLogin) say(`The server at ${url} says only after a login whether it uses this CA.`)
}

/** On standard error, as scripts read the path from standard output. */
function say(text: string): void {
  for (const line of wrap(text, 80)) process.stderr.write(`${line}\n`)
}

/** The path alone when quiet, for scripts. The lines to copy are never broken, however long. */
function printed(file: string, usedBy: RunningServer | null, options: ResolvedOptions): string {
  const trust = trustInstructions(file)
  const fingerprint = readCa(file).fingerprint256
  const server = usedBy?.url ?? null
  if (options.json) return JSON.stringify({ type: 'ca', file, fingerprint, server, trust })
  if (options.quiet) return file
  const style = styleFor(process.stdout, options.color)
  // Two lines of 16 octets each, as 32 are wider than a terminal.
  const halves = [fingerprint.slice(0, 47), fingerprint.slice(48)]
  return [
    `${style.dim('CA')}       ${style.bold(file)}`,
    ...halves.map((half, index) => `${style.dim((index === 0 ? 'SHA-256' : '').padEnd(9))}${half}`),
    ...(server === null ? [] : [`${style.dim('used by')}  the server at ${server}`]),
    '',
    ...trust.flatMap(({ tool, lines }) => [
      style.bold(tool),
      ...lines.map((line) => `  ${style.cyan(line)}`),
    ]),
  ].join('\n')
}
