import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FourportError } from '../../base/errors.ts'
import { systemClock } from '../../base/passed-in.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { loadTlsFor } from '../../server/load-tls-for.ts'
import { defaultDirectory } from '../../tls/default-directory.ts'
import { trustInstructions } from '../../tls/trust.ts'
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
  const ofServer = running === null || options.cert !== null ? null : caOf(running, options)
  if (ofServer !== null) {
    process.stdout.write(`${printed(ofServer, options)}\n`)
    return exitCodes.ok
  }
  const isThere = existsSync(join(folder, 'ca.pem'))
  const loaded = await loadTlsFor(options, systemClock)
  if (loaded.ca === null) {
    throw new FourportError(
      'OPTION_CONFLICT',
      'There is no CA of Fourport’s where a certificate of your own is used.',
      {
        help: 'Trust the CA that signed yours, or drop --cert and --key.',
      },
    )
  }
  const { file } = loaded.ca
  if (!isThere)
    say(
      `Made a new CA in ${folder}: there was none, and no running server named one. One with --https cannot be asked: name its folder with --certs.`,
    )
  if (running?.caFile && running.caFile !== file)
    say(
      `The server at ${running.url} has another CA, ${running.caFile}: leave --certs out to print that one.`,
    )
  process.stdout.write(`${printed(file, options)}\n`)
  return exitCodes.ok
}

/**
 * The CA's file that a running server names; null: the folder decides, as it was named, or the server has none.
 *
 * @throws FourportError CA_ABSENT where the file is on another machine
 */
function caOf({ url, caFile }: RunningServer, options: ResolvedOptions): string | null {
  if (options.certs !== null || options.caCopy !== null || caFile === null) return null
  if (existsSync(caFile)) return caFile
  throw new FourportError(
    'CA_ABSENT',
    `The server at ${url} has its CA in ${caFile}, which is not on this machine.`,
    {
      help: `It runs in a container, perhaps. Fetch the CA with \`curl -o ca.pem ${url}api/ca.pem\`, or name a folder with --certs.`,
    },
  )
}

/** On standard error, as scripts read the path from standard output. */
function say(text: string): void {
  for (const line of wrap(text, 80)) process.stderr.write(`${line}\n`)
}

/** The path alone when quiet, for scripts. The lines to copy are never broken, however long. */
function printed(file: string, options: ResolvedOptions): string {
  const instructions = trustInstructions(file)
  if (options.json) return JSON.stringify({ type: 'ca', file, trust: instructions })
  if (options.quiet) return file
  const style = styleFor(process.stdout, options.color)
  return [
    `${style.dim('CA')}  ${style.bold(file)}`,
    '',
    ...instructions.flatMap(({ tool, lines }) => [
      style.bold(tool),
      ...lines.map((line) => `  ${style.cyan(line)}`),
    ]),
  ].join('\n')
}
