/** A class whose `run()` is the printed code, its imports put where Java wants them, and `more` after it. */
export function javaClass(name: string, code: string, more: string, imports: readonly string[] = []): string {
  const lines = code.split('\n')
  const isImport = (line: string): boolean => line.startsWith('import ')
  return [
    ...new Set([...lines.filter(isImport), ...imports]),
    `public class ${name} {`,
    'public static void run() throws Exception {',
    ...lines.filter((line) => !isImport(line)),
    more,
    '}',
    '}',
    '',
  ].join('\n')
}
