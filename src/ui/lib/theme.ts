import { cell } from './cell.ts'
import type { Cell } from './cell.ts'
import { recall, remember } from './remember.ts'

export type Theme = 'auto' | 'light' | 'dark'

/** `auto` follows the system; the other two are the reader's own choice and stay. */
export const theme: Cell<Theme> = cell(recall('theme', ['auto', 'light', 'dark'], 'auto'))

function apply(): void {
  const chosen = theme.get()
  if (chosen === 'auto') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = chosen
  remember('theme', chosen)
}

apply()
theme.watch(apply)
