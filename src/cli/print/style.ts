import type { ResolvedOptions } from '../../options/options.ts'

type Paint = (text: string) => string

/** Eight terminal colours at most, so that every theme keeps them readable. */
export interface Style {
  readonly bold: Paint
  readonly dim: Paint
  readonly red: Paint
  readonly green: Paint
  readonly yellow: Paint
  readonly cyan: Paint
  readonly enabled: boolean
  /** For a sentence: those of the screen, 80 at most, which nobody reads with more ease where they are more. */
  readonly columns: number
}

const mostColumns = 80
/** A screen that is narrower breaks lines by itself. */
const leastColumns = 40

/** Colour for a stream, as --color and NO_COLOR (no-color.org) say. */
export function styleFor(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  color: ResolvedOptions['color'],
): Style {
  const enabled =
    color === 'always' || (color === 'auto' && stream.isTTY === true && !process.env['NO_COLOR'])
  const paint =
    (open: number, close: number): Paint =>
    (text) =>
      enabled && text !== '' ? `\u001B[${open}m${text}\u001B[${close}m` : text
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
    enabled,
    // A screen may be resized.
    get columns() {
      return Math.max(leastColumns, Math.min(mostColumns, stream.columns ?? mostColumns))
    },
  }
}
