import { FourportError } from '../../base/errors.ts'
import { shown } from '../../base/fields.ts'
import { suggestion } from '../../base/suggest.ts'
import { patternOf } from '../../faults/pattern.ts'
import type { MatrixClient } from './matrix-client.ts'

/**
 * The clients that `--only` names, in their order; `*` is any characters.
 * @throws FourportError OPTION_INVALID for a name that none has
 */
export function onlyThese(
  clients: readonly MatrixClient[],
  only: readonly string[],
): readonly MatrixClient[] {
  const names = clients.map(({ name }) => name)
  const isMeant = only.map((pattern) => {
    const fits = patternOf(pattern)
    if (names.some(fits)) return fits
    throw new FourportError('OPTION_INVALID', `--only: no client is called ${shown(pattern)}.`, {
      help: suggestion(pattern, names),
    })
  })
  return only.length === 0 ? clients : clients.filter(({ name }) => isMeant.some((fits) => fits(name)))
}
