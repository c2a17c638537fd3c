import type { VerifyCell, VerifyReport } from '../../model/verify.ts'

/**
 * The pages of the scenarios that some cells are of, in the order of the report.
 *
 * @param most - Pages named; the others are counted
 */
export function scenarioPages(
  { scenarios }: VerifyReport,
  cells: readonly VerifyCell[],
  most = Infinity,
): { readonly pages: readonly string[]; readonly more: number } {
  const names = new Set(cells.map(({ scenario }) => scenario))
  const all = scenarios.flatMap(({ name, docs }) => (names.has(name) && docs !== undefined ? [docs] : []))
  const shown = all.length <= most + 1 ? all : all.slice(0, most)
  return { pages: shown, more: all.length - shown.length }
}

/** `docs/scenarios/good.md`, wherever the package is installed: a report is read elsewhere too. */
export function inPackage(docs: string): string {
  return docs.replaceAll('\\', '/').replace(/^.*\/(?=docs\/scenarios\/)/, '')
}
