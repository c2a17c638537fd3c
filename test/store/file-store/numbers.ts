import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The next number of a folder, never given before, also where the last that had one was deleted. */
export function nextNumber(folder: string): number {
  const file = join(folder, 'last-number')
  const next = lastNumber(file) + 1
  writeFileSync(file, String(next))
  return next
}

function lastNumber(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}
