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
}

/** Colour for a stream, as --color and NO_COLOR (no-color.org) say. */
export function styleFor(stream: { readonly isTTY?: boolean }, color: ResolvedOptions['color']): Style {
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
  }
}
