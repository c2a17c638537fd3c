/** Whether a name or an address is the one that is meant: all of it, whatever its case; `*` is any characters, none included. */
export function patternOf(pattern: string): (text: string) => boolean {
  const source = pattern.split('*').map(literally).join('.*')
  const expression = new RegExp(`^${source}$`, 'isu')
  return (text) => expression.test(text)
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
