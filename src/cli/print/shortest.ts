import { relative } from 'node:path'

/** The path from here where that is shorter to read, so that it can be copied either way. */
export function shortest(file: string): string {
  const here = relative('', file)
  return here !== '' && !here.startsWith('..') ? here : file
}
