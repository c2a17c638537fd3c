/**
 * A word of a POSIX shell that stands for exactly `text`: bare where nothing in it is special. Where it has a backslash,
 * in double quotes with that doubled, so that a comment of Java, which reads `\u` even there (JLS §3.3), may hold it.
 */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  if (text.includes('\\')) return `"${text.replaceAll(/[\\"$`]/g, '\\$&')}"`
  return `'${text.replaceAll("'", `'\\''`)}'`
}
