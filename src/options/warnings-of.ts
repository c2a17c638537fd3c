import type { ResolvedOptions } from './options.ts'
import type { OptionLayer } from './source.ts'

/** What is said at the start of options that are allowed, and not without a risk or a loss. */
export function warningsOf(
  { allowedHosts }: ResolvedOptions,
  layers: readonly OptionLayer[],
): readonly string[] {
  const everyHost = allowedHosts.includes('*') ? [anyHost] : []
  return [...layers.flatMap(({ warnings = [] }) => warnings), ...everyHost]
}

const anyHost =
  'The page answers to every host name: a web page that you open can read the captured mail, if its name is made to lead to this machine (DNS rebinding). Name the hosts instead of * where you can.'
