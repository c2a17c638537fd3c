import { shellWord } from '../../base/shell-word.ts'

const mark = '…'
const secretName = /pass(?:w(?:or)?d)?|secret|token|api-?key|credential|^-ap$/i
/** curl's, with `user:password` after it. */
const userName = /^(?:-u|--user)$/

/** A command as it is shown: one line for a shell, credentials left out. */
export function commandInWords(command: readonly string[]): string {
  return command.map((word, index) => shellWord(shownWord(word, command[index - 1] ?? ''))).join(' ')
}

function shownWord(word: string, before: string): string {
  const plain = word.replace(/^((?:\w+:)?\/\/[^/@\s:]*:)[^/@\s]+@/, `$1${mark}@`)
  // A placeholder gives nothing away.
  if (/^\{\w+\}$/.test(word)) return word
  if (/^--?[\w-]+$/.test(before) && secretName.test(before) && !word.startsWith('-')) return mark
  if (userName.test(before) && !/^[^:]*:\{\w+\}$/.test(word)) return plain.replace(/:.*/s, `:${mark}`)
  const [, name = '', value = ''] = /^(-{0,2}[\w-]+=)(.*)$/s.exec(plain) ?? []
  return secretName.test(name) && !/^\{\w+\}$/.test(value) ? `${name}${mark}` : plain
}
