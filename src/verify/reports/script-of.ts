/** Files that programs are written in, and builds are started with. */
const script =
  /^(?:\.\/)?(?![./-])(?:[\w@.+-]+\/)*[\w@.+-]+\.(?:[cm]?[jt]sx?|py|rb|php|pl|go|rs|java|kt|scala|cs|exs?|lua|sh|ps1)$/

/**
 * The file that a command names, relative to where it is run: `node src/send.mjs` → `src/send.mjs`; null: it names none.
 * Code scanning shows a result beside a file, and this is the one that somebody will open.
 */
export function scriptOf(command: string): string | null {
  const found = command.split(/[\s"']+/).find((word) => script.test(word) && !word.split('/').includes('..'))
  return found?.replace(/^\.\//, '') ?? null
}
