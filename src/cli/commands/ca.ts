import { systemClock } from '../../base/passed-in.ts'
import { FourportError } from '../../base/errors.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { trustInstructions } from '../../tls/trust.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Invocation } from '../verb.ts'
import { loadTlsFor } from '../../server/load-tls-for.ts'
import { styleFor } from '../print/style.ts'

/** `fourport ca`: where the CA is, made now if there is none yet, and what to set to trust it. */
export async function ca(invocation: Invocation): Promise<number> {
  const options = await invocation.options()
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
  process.stdout.write(`${printed(file, options)}\n`)
  return exitCodes.ok
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
