/** A value of php.ini in double quotes, where `"`, `\` and `$` are written after a backslash. */
export function phpIniString(text: string): string {
  return `"${text.replaceAll(/["\\$]/g, '\\$&')}"`
}
