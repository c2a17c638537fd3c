import { checkValue } from '../../base/fields.ts'
import type { FindingMatch } from '../../model/finding.ts'

/**
 * Refuses an id that no finding has: a misspelt one is never found, which a test takes for all being well.
 * @throws FourportError OPTION_INVALID, with the one that may be meant
 */
export async function checkFindingId(owner: string, { id }: FindingMatch): Promise<void> {
  if (id === undefined) return
  const { findingIds } = await import('../../diagnosis/catalogue.ts')
  const kind = {
    fits: (value: unknown) => (findingIds as readonly unknown[]).includes(value),
    expected: 'the id of a finding, as docs/findings.md lists them',
    names: findingIds,
  }
  checkValue(id, kind, `${owner}: id is`)
}
