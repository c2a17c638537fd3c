import { catcherNames } from '../options/catcher-names.ts'
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
  const layers = [...(fromFile ? [fromFile] : []), fromEnvironment, fromFlags]
  const as = layers
    .map(({ values }) => (values as { readonly as?: unknown }).as)
    .findLast((one) => one !== undefined)
  const name = catcherNames.find((known) => known === as)
  if (name === undefined) return resolveOptions(layers, 'command')
  // Few stand in for another catcher: its variables are read from disk where one does.
  const { catcherLayer, withListenerOf } = await import('../options/catchers/catcher-layer.ts')
  const catcher = catcherLayer(name, env)
  return resolveOptions([catcher, ...withListenerOf(catcher, layers)], 'command')
}
