import { configFileLayer } from '../options/config-file.ts'
import { environmentLayer } from '../options/environment.ts'
import type { ResolvedOptions } from '../options/options.ts'
import { resolveOptions } from '../options/resolve-options.ts'
import { commandLine } from '../options/source.ts'

/** Config file, then environment, then command line over the command's defaults. */
export async function commandOptions(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ResolvedOptions> {
  const fromEnvironment = environmentLayer(env)
  const fromFlags = { source: commandLine, values: flags }
  const named = flags['config'] ?? (fromEnvironment.values as Record<string, unknown>)['config']
  const fromFile = configFileLayer(named as string | undefined)
  return resolveOptions([...(fromFile ? [fromFile] : []), fromEnvironment, fromFlags], 'command')
}
