import { cell, type Cell } from './cell.ts'

/** Milliseconds since 1970, as of the last half minute: what times beside mail are counted from. */
export const now: Cell<number> = cell(Date.now())

// Its reason: that time passes is told by nobody.
setInterval(() => now.set(Date.now()), 30_000)
